# SPDX-License-Identifier: Apache-2.0
# The ABI number of plugins: a hash over the public headers as they are.
file(GLOB ed_headers CONFIGURE_DEPENDS
	${PROJECT_SOURCE_DIR}/include/easdoctor/*.h)
list(SORT ed_headers)
set(all "")
foreach(header IN LISTS ed_headers)
	set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${header})
	file(SHA256 ${header} hash)
	string(APPEND all "${hash}\n")
endforeach()
string(SHA256 ED_ABI_HASH "${all}")
configure_file(cmake/abi.h.in include/easdoctor/abi.h @ONLY)
