if(TARGET rmbsim AND RMBSIM_PYTHON)
    add_test(NAME e2e.zmq COMMAND ${RMBSIM_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/zmq_test.py
        $<TARGET_FILE:rmbsim> ${PROJECT_SOURCE_DIR}/scenarios/demo/longgang-maker/scenario.yaml)
    set_tests_properties(e2e.zmq PROPERTIES LABELS e2e TIMEOUT 600 COST 100)
endif()

if(TARGET rmbsim AND RMBSIM_PYTHON)
    add_test(NAME e2e.export COMMAND ${RMBSIM_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/export_test.py
        $<TARGET_FILE:rmbsim> ${PROJECT_SOURCE_DIR}/scenarios/demo/longgang-maker/scenario.yaml)
    set_tests_properties(e2e.export PROPERTIES LABELS e2e TIMEOUT 600 COST 100 SKIP_RETURN_CODE 77)
endif()

if(TARGET rmbsim AND RMBSIM_PYTHON)
    add_test(NAME e2e.bad_inputs COMMAND ${RMBSIM_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/bad_inputs.py
        $<TARGET_FILE:rmbsim> ${PROJECT_SOURCE_DIR})
    set_tests_properties(e2e.bad_inputs PROPERTIES LABELS e2e TIMEOUT 600 COST 100)
endif()

if(TARGET rmbsim AND RMBSIM_PYTHON)
    add_test(NAME e2e.demo COMMAND ${RMBSIM_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/demo.py
        $<TARGET_FILE:rmbsim> ${PROJECT_SOURCE_DIR})
    set_tests_properties(e2e.demo PROPERTIES LABELS e2e TIMEOUT 600 COST 100)
endif()

if(TARGET rmbsim AND RMBSIM_PYTHON)
    add_test(NAME
    e2e.library
    COMMAND
    ${RMBSIM_PYTHON}
    ${CMAKE_CURRENT_LIST_DIR}/library_test.py
    $<TARGET_FILE:rmbsim>
    ${PROJECT_SOURCE_DIR}
    set_tests_properties(e2e.library
    PROPERTIES
    LABELS
    e2e
    TIMEOUT
    600
    COST
    100
    e2e.compare
    ${CMAKE_CURRENT_LIST_DIR}/compare_test.py
    set_tests_properties(e2e.compare)
endif()
