# Tests through the real binary: rmbsim_e2e(NAME SCRIPT SECOND_ARGUMENT [PROPERTIES…]).
function(rmbsim_e2e name script argument)
    if(TARGET rmbsim AND RMBSIM_PYTHON)
        add_test(NAME e2e.${name} COMMAND ${RMBSIM_PYTHON} ${PROJECT_SOURCE_DIR}/tests/e2e/${script}
            $<TARGET_FILE:rmbsim> ${argument})
        set_tests_properties(e2e.${name} PROPERTIES LABELS e2e TIMEOUT 600 COST 100 ${ARGN})
    endif()
endfunction()

# rmbsim_example(NAME SOURCE): a client of the ZeroMQ page in C++, which the tests run.
function(rmbsim_example name source)
    if(TARGET rmbsim AND RMBSIM_TESTS)
        add_executable(${name} ${PROJECT_SOURCE_DIR}/adapters/zmq/examples/${source})
        target_link_libraries(${name} PRIVATE cppzmq nlohmann_json::nlohmann_json)
        set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    endif()
endfunction()

rmbsim_example(example_subscribe subscribe.cpp)
rmbsim_example(example_submit submit.cpp)
set(demo_scenario ${PROJECT_SOURCE_DIR}/scenarios/demo/longgang-maker/scenario.yaml)
rmbsim_e2e(zmq zmq_test.py ${demo_scenario}
    ENVIRONMENT RMBSIM_EXAMPLE_SUBSCRIBE=${PROJECT_BINARY_DIR}/tests/example_subscribe)
rmbsim_e2e(export export_test.py ${demo_scenario} SKIP_RETURN_CODE 77)
rmbsim_e2e(bad_inputs bad_inputs.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(demo demo.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(library library_test.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(compare compare_test.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(policy policy_test.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(rails rails_test.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(live live_test.py ${PROJECT_SOURCE_DIR}
    ENVIRONMENT RMBSIM_EXAMPLE_SUBMIT=${PROJECT_BINARY_DIR}/tests/example_submit)
rmbsim_e2e(statements statements_test.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(outgoing outgoing_test.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(report_width report_width_test.py ${PROJECT_SOURCE_DIR} SKIP_RETURN_CODE 77)
rmbsim_e2e(sellers sellers_test.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(seller_money seller_money_test.py ${PROJECT_SOURCE_DIR})
