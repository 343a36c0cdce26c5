# SPDX-License-Identifier: MPL-2.0
# actueel_ours(<target>): how our own targets are compiled. All of it PRIVATE: nothing reaches a consumer.

if(ACTUEEL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER AND NOT EMSCRIPTEN)
    find_program(ACTUEEL_CCACHE_PROGRAM ccache)
    if(ACTUEEL_CCACHE_PROGRAM)
        set(CMAKE_CXX_COMPILER_LAUNCHER "${ACTUEEL_CCACHE_PROGRAM}")
    endif()
endif()

if(ACTUEEL_TIDY)
    find_program(ACTUEEL_TIDY_PROGRAM clang-tidy REQUIRED)
endif()

set(actueel_warnings
    -Wall
    -Wextra
    -Wpedantic
    -Wconversion
    -Wsign-conversion
    -Wshadow
    -Wold-style-cast
    -Wnon-virtual-dtor
    -Woverloaded-virtual
    -Wdouble-promotion
    -Wcast-align
    -Wimplicit-fallthrough
)

function(actueel_ours target)
    set_target_properties(
        ${target}
        PROPERTIES CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF
    )
    if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
        # One input has one answer, to the bit: no multiplication and addition may be fused behind our back.
        target_compile_options(${target} PRIVATE ${actueel_warnings} -ffp-contract=off)
        # Paths of the building machine stay out of what is built.
        target_compile_options(${target} PRIVATE "-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.")
        if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
            # g++ 12 sees overlap in std::string operator+ where there is none (GCC bug 105651).
            target_compile_options(${target} PRIVATE -Wno-restrict)
        endif()
        if(ACTUEEL_WERROR)
            target_compile_options(${target} PRIVATE -Werror)
        endif()
    endif()
    if(EMSCRIPTEN)
        target_compile_options(${target} PRIVATE -fexceptions)
        target_link_options(${target} PRIVATE -fexceptions)
    endif()
    if(ACTUEEL_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # What the sanitizers insert makes g++ 12 see uninitialised members in its own <regex>.
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
    endif()
    if(ACTUEEL_SANITIZE)
        target_compile_options(
            ${target}
            PRIVATE "-fsanitize=${ACTUEEL_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer
        )
        target_link_options(${target} PRIVATE "-fsanitize=${ACTUEEL_SANITIZE}")
    endif()
    if(ACTUEEL_TIDY)
        set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "${ACTUEEL_TIDY_PROGRAM}")
    endif()
endfunction()
