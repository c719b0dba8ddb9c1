# SPDX-License-Identifier: Apache-2.0
# Compiler flags of every target. Hardening is for programs that read hostile
# files: it stays on in every optimised build.
add_compile_definitions(_GNU_SOURCE)
add_compile_options(-Wall -Wextra -Wshadow -Wstrict-prototypes
	-Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla -Wundef
	-Wformat=2 -fno-common)
if(EASDOCTOR_WERROR)
	add_compile_options(-Werror)
endif()

if(EASDOCTOR_SANITIZE)
	add_compile_options(-fsanitize=address,undefined
		-fno-sanitize-recover=all -fno-omit-frame-pointer)
	add_link_options(-fsanitize=address,undefined)
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT EASDOCTOR_COVERAGE)
	add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
add_compile_options(-fstack-protector-strong -fstack-clash-protection)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|amd64")
	add_compile_options(-fcf-protection=full)
endif()
add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)

# Without it libFuzzer sees no coverage and stops before its first mutation.
if(EASDOCTOR_FUZZ)
	add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(EASDOCTOR_COVERAGE)
	add_compile_options(--coverage -O0)
	add_link_options(--coverage)
endif()
