# SPDX-License-Identifier: Apache-2.0
# The tests beyond units: fixtures, corpus, golden reports, fuzz replay, and
# the installed tree.

# Fixtures: one folder per case, judged whole.
ed_test_program(run_fixtures ${CMAKE_CURRENT_SOURCE_DIR}/fixtures/run_fixtures.c)
add_test(NAME fixture.all COMMAND run_fixtures
	${CMAKE_CURRENT_SOURCE_DIR}/fixtures)
set_tests_properties(fixture.all PROPERTIES LABELS fixture TIMEOUT 300)
add_test(NAME fixture.forms COMMAND ${Python3_EXECUTABLE}
	${CMAKE_CURRENT_SOURCE_DIR}/fixtures/formats.py)
set_tests_properties(fixture.forms PROPERTIES LABELS fixture)

# The corpus is made anew in every run and never committed.
file(GLOB generator_sources CONFIGURE_DEPENDS corpus/generate/*.c)
add_executable(easdoctor-corpus ${generator_sources}
	$<TARGET_OBJECTS:ed_base>)
target_include_directories(easdoctor-corpus PRIVATE
	${PROJECT_SOURCE_DIR}/include ${PROJECT_BINARY_DIR}/include
	${PROJECT_BINARY_DIR}/view/base ${CMAKE_CURRENT_SOURCE_DIR}/corpus/generate)
target_link_libraries(easdoctor-corpus PRIVATE OpenSSL::Crypto PkgConfig::YAML)
set(corpus ${CMAKE_CURRENT_BINARY_DIR}/corpus-made)
add_test(NAME corpus.generate COMMAND ${CMAKE_COMMAND} -E env
	sh -c "rm -rf \"$1\" && \"$0\" \"$1\"" $<TARGET_FILE:easdoctor-corpus>
	${corpus})
set_tests_properties(corpus.generate PROPERTIES LABELS corpus TIMEOUT 600
	FIXTURES_SETUP corpus)
add_test(NAME corpus.evaluate COMMAND easdoctor-cli evaluate ${corpus}
	--half report)
set_tests_properties(corpus.evaluate PROPERTIES LABELS corpus TIMEOUT 900
	FIXTURES_REQUIRED corpus)
add_test(NAME corpus.covers COMMAND ${Python3_EXECUTABLE}
	${CMAKE_CURRENT_SOURCE_DIR}/corpus/covers.py $<TARGET_FILE:easdoctor-cli>
	$<TARGET_FILE:easdoctor-corpus> ${PROJECT_SOURCE_DIR}/docs/corpus.md)
set_tests_properties(corpus.covers PROPERTIES LABELS corpus TIMEOUT 60)
ed_test_program(test_metamorphic corpus/test_metamorphic.c)
add_test(NAME corpus.metamorphic COMMAND test_metamorphic ${corpus}
	WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
set_tests_properties(corpus.metamorphic PROPERTIES LABELS corpus TIMEOUT 900
	FIXTURES_REQUIRED corpus)
ed_test_program(test_probe_cut corpus/test_probe_cut.c)
add_test(NAME corpus.probe_cut COMMAND test_probe_cut
	${CMAKE_CURRENT_SOURCE_DIR}/fixtures ${corpus}
	WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
set_tests_properties(corpus.probe_cut PROPERTIES LABELS corpus TIMEOUT 900
	FIXTURES_REQUIRED corpus)

# The same of damaged files, of each kind some.
ed_test_program(test_damaged corpus/test_damaged.c corpus/damage.c)
target_link_libraries(test_damaged PRIVATE PkgConfig::ZLIB PkgConfig::ZSTD)
add_test(NAME corpus.damaged COMMAND test_damaged ${corpus}
	WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
set_tests_properties(corpus.damaged PROPERTIES LABELS corpus TIMEOUT 900
	FIXTURES_REQUIRED corpus)

# Golden reports over the committed bundles.
add_test(NAME golden.reports COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/golden/run
	$<TARGET_FILE:easdoctor-cli> ${Python3_EXECUTABLE})
set_tests_properties(golden.reports PROPERTIES LABELS golden TIMEOUT 300)

# Every format, parsed back by other programs and opened in a browser: the
# bytes are those of every build, so one build is enough.
if(CMAKE_C_COMPILER_ID STREQUAL "GNU" AND NOT EASDOCTOR_SANITIZE)
	add_test(NAME formats.all COMMAND
		${CMAKE_CURRENT_SOURCE_DIR}/formats/run
		$<TARGET_FILE:easdoctor-cli> ${Python3_EXECUTABLE}
		${CMAKE_CURRENT_BINARY_DIR}/formats)
	set_tests_properties(formats.all PROPERTIES LABELS formats TIMEOUT 1200)
	add_test(NAME privacy.public COMMAND ${Python3_EXECUTABLE}
		${CMAKE_CURRENT_SOURCE_DIR}/privacy/run.py
		$<TARGET_FILE:easdoctor-cli> ${corpus}
		${CMAKE_CURRENT_SOURCE_DIR}/corpus/committed)
	set_tests_properties(privacy.public PROPERTIES LABELS corpus TIMEOUT 900
		FIXTURES_REQUIRED corpus)
endif()

# Commands of reports about files whose names would do harm.
add_test(NAME commands.pasted COMMAND ${Python3_EXECUTABLE}
	${CMAKE_CURRENT_SOURCE_DIR}/commands/run.py
	$<TARGET_FILE:easdoctor-cli>
	${CMAKE_CURRENT_SOURCE_DIR}/fixtures/certificate-email/mismatch-fires/evidence/device.pem)
set_tests_properties(commands.pasted PROPERTIES LABELS cli TIMEOUT 300)

# A canary in every field of every kind of evidence.
add_test(NAME privacy.canaries COMMAND ${Python3_EXECUTABLE}
	${CMAKE_CURRENT_SOURCE_DIR}/privacy/canaries.py
	$<TARGET_FILE:easdoctor-cli>)
set_tests_properties(privacy.canaries PROPERTIES LABELS corpus TIMEOUT 900)

# The command line as a user meets it.
add_test(NAME cli.behaviour COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/cli/run
	$<TARGET_FILE:easdoctor-cli>)
set_tests_properties(cli.behaviour PROPERTIES LABELS cli TIMEOUT 600)

# What the pages say, against the program.
add_test(NAME docs.pages COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/docs/run
	$<TARGET_FILE:easdoctor-cli> ${Python3_EXECUTABLE} ${PROJECT_BINARY_DIR}
	${CMAKE_C_COMPILER})
set_tests_properties(docs.pages PROPERTIES LABELS docs TIMEOUT 300)

# The pages of the findings, out of the rules that are compiled in.
add_executable(write_findings ${PROJECT_SOURCE_DIR}/cmake/write_findings.c
	${ed_objects})
target_include_directories(write_findings PRIVATE
	${PROJECT_SOURCE_DIR}/include ${PROJECT_BINARY_DIR}/view/report)
target_link_libraries(write_findings PRIVATE ed_needs)
set_target_properties(write_findings PROPERTIES
	RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
add_test(NAME docs.findings COMMAND ${PROJECT_SOURCE_DIR}/scripts/write-findings
	--check $<TARGET_FILE:write_findings>)
set_tests_properties(docs.findings PROPERTIES LABELS docs TIMEOUT 120)

# What other tools read of certificates, and what they think of them.
add_executable(agree_generate ${CMAKE_CURRENT_SOURCE_DIR}/agree/generate.c)
target_link_libraries(agree_generate PRIVATE OpenSSL::Crypto)
add_test(NAME agree.certificates COMMAND ${Python3_EXECUTABLE}
	${CMAKE_CURRENT_SOURCE_DIR}/agree/run $<TARGET_FILE:easdoctor-cli>
	$<TARGET_FILE:agree_generate> ${CMAKE_CURRENT_SOURCE_DIR})
set_tests_properties(agree.certificates PROPERTIES LABELS agree TIMEOUT 900)

# What Python's plistlib reads of profiles, in all that they come in.
ed_test_program(agree_tree ${CMAKE_CURRENT_SOURCE_DIR}/agree/tree.c)
add_test(NAME agree.profiles COMMAND ${Python3_EXECUTABLE}
	${CMAKE_CURRENT_SOURCE_DIR}/agree/profiles $<TARGET_FILE:easdoctor-cli>
	$<TARGET_FILE:agree_tree>)
set_tests_properties(agree.profiles PROPERTIES LABELS agree TIMEOUT 900)

# What mawk counts in logs.
add_executable(agree_make_log ${CMAKE_CURRENT_SOURCE_DIR}/agree/make_log.c)
add_test(NAME agree.logs COMMAND ${Python3_EXECUTABLE}
	${CMAKE_CURRENT_SOURCE_DIR}/agree/logs $<TARGET_FILE:easdoctor-cli>
	$<TARGET_FILE:agree_make_log>)
set_tests_properties(agree.logs PROPERTIES LABELS agree TIMEOUT 900)

# What python3-evtx reads of event logs; it is Debian's, and so is its Python.
add_test(NAME agree.evtx COMMAND /usr/bin/python3
	${CMAKE_CURRENT_SOURCE_DIR}/agree/evtx $<TARGET_FILE:easdoctor-cli>)
set_tests_properties(agree.evtx PROPERTIES LABELS agree TIMEOUT 600)

# How often chance does it, by exact fractions.
ed_test_program(agree_odds ${CMAKE_CURRENT_SOURCE_DIR}/agree/odds.c)
add_test(NAME agree.odds COMMAND ${Python3_EXECUTABLE}
	${CMAKE_CURRENT_SOURCE_DIR}/agree/odds $<TARGET_FILE:agree_odds>)
set_tests_properties(agree.odds PROPERTIES LABELS agree)

# A stranger's view of the installed tree: headers alone, and a plugin.
add_test(NAME install.plugin COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/install/run
	${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR} ${CMAKE_C_COMPILER})
set_tests_properties(install.plugin PROPERTIES LABELS install TIMEOUT 300)

# Fuzz corpora replay under any compiler; an empty corpus fails.
file(GLOB fuzz_sources CONFIGURE_DEPENDS fuzz/fuzz_*.c)
foreach(source IN LISTS fuzz_sources)
	get_filename_component(name ${source} NAME_WE)
	string(REGEX REPLACE "^fuzz_" "" thing ${name})
	ed_test_program(${name} ${source})
	target_compile_options(${name} PRIVATE -Wno-missing-prototypes)
	if(EASDOCTOR_FUZZ)
		target_link_options(${name} PRIVATE -fsanitize=fuzzer)
	else()
		target_sources(${name} PRIVATE
			${CMAKE_CURRENT_SOURCE_DIR}/fuzz/replay.c)
		add_test(NAME fuzz.${thing} COMMAND ${name}
			${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/${thing})
		set_tests_properties(fuzz.${thing} PROPERTIES LABELS fuzz
			TIMEOUT 300)
	endif()
endforeach()

# The lab: real servers on loopback. The server of faults is a program of its
# own, so that what it does depends on nothing that is tested.
file(GLOB lab_sources CONFIGURE_DEPENDS lab/server/*.c)
add_executable(lab_server ${lab_sources})
target_link_libraries(lab_server PRIVATE OpenSSL::SSL OpenSSL::Crypto)
add_test(NAME lab.servers COMMAND ${Python3_EXECUTABLE}
	${CMAKE_CURRENT_SOURCE_DIR}/lab/run $<TARGET_FILE:easdoctor-cli>
	$<TARGET_FILE:lab_server> --sogo --matrix)
add_test(NAME lab.coverage COMMAND ${Python3_EXECUTABLE}
	${CMAKE_CURRENT_SOURCE_DIR}/lab/coverage ${PROJECT_SOURCE_DIR})
set_tests_properties(lab.coverage PROPERTIES LABELS lab TIMEOUT 30)
set_tests_properties(lab.servers PROPERTIES LABELS lab TIMEOUT 900
	RUN_SERIAL TRUE)
