# SPDX-License-Identifier: MPL-2.0
# `find_package(actueel)` from an installed copy. The package can be moved: it holds no absolute path.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(actueel_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/actueel")

install(
    TARGETS actueel
    EXPORT actueelTargets
    FILE_SET HEADERS COMPONENT development
    RUNTIME COMPONENT development
    LIBRARY COMPONENT development
    ARCHIVE COMPONENT development
)
install(
    EXPORT actueelTargets
    NAMESPACE actueel::
    DESTINATION "${actueel_package_dir}"
    COMPONENT development
)

configure_package_config_file(
    "${PROJECT_SOURCE_DIR}/cmake/actueelConfig.cmake.in"
    "${PROJECT_BINARY_DIR}/actueelConfig.cmake"
    INSTALL_DESTINATION "${actueel_package_dir}"
    PATH_VARS CMAKE_INSTALL_DATADIR
    NO_CHECK_REQUIRED_COMPONENTS_MACRO
)
# Before 1.0 a minor version may break: 0.1 does not serve who asks for 0.2.
write_basic_package_version_file(
    "${PROJECT_BINARY_DIR}/actueelConfigVersion.cmake" COMPATIBILITY SameMinorVersion
)
install(
    FILES "${PROJECT_BINARY_DIR}/actueelConfig.cmake"
          "${PROJECT_BINARY_DIR}/actueelConfigVersion.cmake"
    DESTINATION "${actueel_package_dir}"
    COMPONENT development
)

# The shipped instruments are data beside the library; the Python package carries its own copy of the same files.
file(GLOB actueel_instruments CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/schemas/instruments/*.json")
install(
    FILES ${actueel_instruments}
    DESTINATION "${CMAKE_INSTALL_DATADIR}/actueel/instruments"
    COMPONENT development
)
