# SPDX-License-Identifier: Apache-2.0
# What is written by the build: the table of checks, from the names of the
# files in src/checks/, and the rules, compiled from rules/.
set(generated ${PROJECT_BINARY_DIR}/generated)

file(GLOB ed_check_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/checks/*.c)
list(SORT ed_check_files)
set(externs "")
set(entries "")
foreach(file IN LISTS ed_check_files)
	get_filename_component(name ${file} NAME_WE)
	string(APPEND externs "extern const struct ed_check ed_check_${name};\n")
	string(APPEND entries "    &ed_check_${name},\n")
endforeach()
file(CONFIGURE OUTPUT ${generated}/builtin_checks.c @ONLY CONTENT
"/* SPDX-License-Identifier: Apache-2.0 */
/* The table of checks. Generated from src/checks/. */
#include <engine/run.h>

@externs@
const struct ed_check *const ed_builtin_checks[] = {
@entries@    NULL};
")

file(GLOB ed_rule_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/rules/*.yaml
	${PROJECT_SOURCE_DIR}/rules/codes/*.yaml)
list(SORT ed_rule_files)
file(GLOB ed_rule_sources CONFIGURE_DEPENDS
	${PROJECT_SOURCE_DIR}/src/engine/rule*.c
	${PROJECT_SOURCE_DIR}/src/engine/code*.c)
add_executable(compile_rules ${PROJECT_SOURCE_DIR}/cmake/compile_rules.c
	${PROJECT_SOURCE_DIR}/cmake/compile_codes.c
	${ed_rule_sources} $<TARGET_OBJECTS:ed_base>)
target_include_directories(compile_rules PRIVATE
	${PROJECT_SOURCE_DIR}/include ${PROJECT_BINARY_DIR}/view/engine)
target_link_libraries(compile_rules PRIVATE OpenSSL::Crypto PkgConfig::YAML)
add_custom_command(OUTPUT ${generated}/builtin_rules.c
	COMMAND compile_rules ${generated}/builtin_rules.c ${ed_rule_files}
	DEPENDS compile_rules ${ed_rule_files}
	WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
	COMMENT "Compiling rules"
	VERBATIM)

# The words that a report for the public may hold.
file(GLOB ed_vocabulary_files CONFIGURE_DEPENDS
	${PROJECT_SOURCE_DIR}/src/base/*.c ${PROJECT_SOURCE_DIR}/src/load/*.c
	${PROJECT_SOURCE_DIR}/src/derive/*.c ${PROJECT_SOURCE_DIR}/src/checks/*.c
	${PROJECT_SOURCE_DIR}/src/engine/*.c ${PROJECT_SOURCE_DIR}/src/report/*.c
	${PROJECT_SOURCE_DIR}/src/probe/*.c)
list(SORT ed_vocabulary_files)
add_executable(write_vocabulary
	${PROJECT_SOURCE_DIR}/cmake/write_vocabulary.c)
add_custom_command(OUTPUT ${generated}/vocabulary.c
	COMMAND write_vocabulary ${generated}/vocabulary.c
		${ed_vocabulary_files} ${ed_rule_files}
	DEPENDS write_vocabulary ${ed_vocabulary_files} ${ed_rule_files}
	COMMENT "Collecting words"
	VERBATIM)

add_library(ed_generated OBJECT ${generated}/builtin_checks.c
	${generated}/builtin_rules.c ${generated}/vocabulary.c)
target_include_directories(ed_generated PRIVATE ${PROJECT_SOURCE_DIR}/include
	${PROJECT_BINARY_DIR}/view/engine)
