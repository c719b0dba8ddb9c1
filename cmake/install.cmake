# SPDX-License-Identifier: Apache-2.0
install(TARGETS easdoctor-cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS easdoctor EXPORT easdoctor
	LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/easdoctor DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
	FILES_MATCHING PATTERN "*.h")
install(FILES ${PROJECT_BINARY_DIR}/include/easdoctor/abi.h
	DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/easdoctor)
install(FILES docs/easdoctor.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES docs/report.schema.json
	DESTINATION ${CMAKE_INSTALL_DATADIR}/easdoctor)

# Relative, so that a staged or moved tree still finds itself.
file(RELATIVE_PATH ED_PREFIX_FROM_PC
	/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(cmake/easdoctor.pc.in easdoctor.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/easdoctor.pc
	DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/easdoctor)
install(EXPORT easdoctor NAMESPACE easdoctor:: DESTINATION ${package_dir}
	FILE easdoctor-config.cmake)
write_basic_package_version_file(easdoctor-config-version.cmake
	COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/easdoctor-config-version.cmake
	DESTINATION ${package_dir})
