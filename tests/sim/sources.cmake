# Calendars, markets and policy.
list(APPEND UNIT_SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/calendar_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/curve_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/fx_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/regime_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/zone_test.cpp)
list(APPEND PROPERTY_SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/calendar_property.cpp)
