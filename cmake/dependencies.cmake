# SPDX-License-Identifier: MPL-2.0
# Dependencies of the core come from the system through find_package; nothing is fetched.
# Only what core/src/ compiles with stands here: a consumer of the installed package needs none of it.

if(CMAKE_CROSSCOMPILING)
    # A cross compiler must not see the host's system headers, among which nlohmann_json lies: it gets a
    # folder with that one name in it. Eigen has a folder of its own already.
    find_path(
        ACTUEEL_JSON_ROOT nlohmann/json.hpp REQUIRED NO_CMAKE_FIND_ROOT_PATH
        PATHS /usr/local/include /usr/include
    )
    find_path(
        ACTUEEL_EIGEN_ROOT Eigen/Core REQUIRED NO_CMAKE_FIND_ROOT_PATH
        PATHS /usr/local/include/eigen3 /usr/include/eigen3
    )
    file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/host-headers")
    file(CREATE_LINK "${ACTUEEL_JSON_ROOT}/nlohmann" "${PROJECT_BINARY_DIR}/host-headers/nlohmann" SYMBOLIC)
    set(actueel_json_include "${PROJECT_BINARY_DIR}/host-headers")
    set(actueel_eigen_include "${ACTUEEL_EIGEN_ROOT}") # a folder with nothing of the host's in it
else()
    find_package(nlohmann_json 3.11 REQUIRED)
    get_target_property(
        actueel_json_include nlohmann_json::nlohmann_json INTERFACE_INCLUDE_DIRECTORIES
    )
    find_package(Eigen3 3.4 REQUIRED NO_MODULE)
    get_target_property(actueel_eigen_include Eigen3::Eigen INTERFACE_INCLUDE_DIRECTORIES)
endif()
