# SPDX-License-Identifier: Apache-2.0
# A room is a folder of src/ compiled with only the headers it may see: its
# include path is a folder of links to the rooms named. An include of another
# room does not compile.
function(ed_room name)
	file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.c)
	set(view ${PROJECT_BINARY_DIR}/view/${name})
	file(REMOVE_RECURSE ${view})
	file(MAKE_DIRECTORY ${view})
	foreach(seen IN LISTS ARGN)
		file(CREATE_LINK ${PROJECT_SOURCE_DIR}/src/${seen} ${view}/${seen}
			SYMBOLIC)
	endforeach()
	add_library(ed_${name} OBJECT ${sources})
	target_include_directories(ed_${name} PRIVATE
		${PROJECT_SOURCE_DIR}/include ${PROJECT_BINARY_DIR}/include ${view})
endfunction()
