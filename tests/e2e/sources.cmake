# Tests through the real binary: rmbsim_e2e(NAME SCRIPT SECOND_ARGUMENT [PROPERTIES…]).
function(rmbsim_e2e name script argument)
    if(TARGET rmbsim AND RMBSIM_PYTHON)
        add_test(NAME e2e.${name} COMMAND ${RMBSIM_PYTHON} ${PROJECT_SOURCE_DIR}/tests/e2e/${script}
            $<TARGET_FILE:rmbsim> ${argument})
        set_tests_properties(e2e.${name} PROPERTIES LABELS e2e TIMEOUT 600 COST 100 ${ARGN})
    endif()
endfunction()

set(demo_scenario ${PROJECT_SOURCE_DIR}/scenarios/demo/longgang-maker/scenario.yaml)
rmbsim_e2e(zmq zmq_test.py ${demo_scenario})
rmbsim_e2e(export export_test.py ${demo_scenario} SKIP_RETURN_CODE 77)
rmbsim_e2e(bad_inputs bad_inputs.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(demo demo.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(library library_test.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(compare compare_test.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(policy policy_test.py ${PROJECT_SOURCE_DIR})
rmbsim_e2e(rails rails_test.py ${PROJECT_SOURCE_DIR})
