# SPDX-License-Identifier: MPL-2.0
# cmake -DCOMPILER=... -DFILE=... -DINCLUDE=... -P compile_twice.cmake

set(compile "${COMPILER}" -std=c++20 -Wall -Wextra -Werror -fsyntax-only "-I${INCLUDE}")

execute_process(COMMAND ${compile} -DGOOD "${FILE}" RESULT_VARIABLE code ERROR_VARIABLE said)
if(NOT code EQUAL 0)
    message(FATAL_ERROR "the good half does not compile:\n${said}")
endif()

# The one line that must be refused.
file(STRINGS "${FILE}" lines)
set(marked "")
set(number 0)
foreach(line IN LISTS lines)
    math(EXPR number "${number} + 1")
    if(line MATCHES "// must not compile")
        list(APPEND marked ${number})
    endif()
endforeach()
list(LENGTH marked count)
if(NOT count EQUAL 1)
    message(FATAL_ERROR "expected one line marked '// must not compile', found ${count}")
endif()

execute_process(COMMAND ${compile} "${FILE}" RESULT_VARIABLE code ERROR_VARIABLE said)
if(code EQUAL 0)
    message(FATAL_ERROR "line ${marked} compiles and must not")
endif()
cmake_path(GET FILE FILENAME name)
if(NOT said MATCHES "${name}:${marked}:[0-9]+: error")
    message(FATAL_ERROR "refused, but not because of line ${marked}:\n${said}")
endif()
