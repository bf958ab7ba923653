# cmake -D MSGFMT= -D PO= -D MO= -P compile.cmake: one .po to one .mo. msgfmt ends well with mere warnings; here they fail.
cmake_path(GET MO PARENT_PATH folder)
file(MAKE_DIRECTORY ${folder})
execute_process(COMMAND ${MSGFMT} --check --output-file=${MO} ${PO} RESULT_VARIABLE code ERROR_VARIABLE said)
if(NOT code EQUAL 0 OR NOT said STREQUAL "")
  file(REMOVE ${MO})
  message(FATAL_ERROR "${said}")
endif()
