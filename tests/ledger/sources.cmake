# Tests of ledger/, one file for each idea.
list(APPEND UNIT_SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/chart_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/daycount_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/decimal_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/iso_text_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/journal_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/ledger_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/money_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/reservation_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/value_dates_test.cpp)
list(APPEND PROPERTY_SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/ledger_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/numbers_property.cpp)
list(APPEND FUZZ_SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/fuzz_amount.cpp)
