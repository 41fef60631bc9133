# Calendars, markets and policy; kernel, pool, rail, commerce and the world.
list(APPEND UNIT_SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/back_value_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/break_even_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/calendar_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/comparison_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/compare_regimes_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/curve_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/demand_deposit_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/exchange_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/fx_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/hedge_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/interest_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/interval_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/kernel_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/limit_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/method_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/netting_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/netting_world_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/plan_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/policy_edge_cases_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sibling_order_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sizing_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/store_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sweep_order_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/world_money_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/world_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/regime_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/zone_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/allocation_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/notional_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/notional_world_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/tier_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/route_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/timetable_test.cpp)
list(APPEND PROPERTY_SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/calendar_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/plan_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/replicated_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/world_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/sweep_tree_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/interest_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/notional_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/hedge_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/online_seller_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/netting_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/timetable_property.cpp)
list(APPEND UNIT_SOURCES ${CMAKE_CURRENT_LIST_DIR}/fees_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/interest_adjustment_test.cpp ${CMAKE_CURRENT_LIST_DIR}/loan_tax_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/tax_test.cpp)
list(APPEND UNIT_SOURCES ${CMAKE_CURRENT_LIST_DIR}/kpi_journal_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/kpi_catalogue_test.cpp)
list(APPEND UNIT_SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/gridlock_table_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/payment_expectation_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/settlement_deferred_net_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/settlement_engine_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/settlement_kpis_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/settlement_offset_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/settlement_search_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/settlement_sequence_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/uetr_test.cpp)
list(APPEND PROPERTY_SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/settlement_engine_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/settlement_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/settlement_search_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/payment_chain_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/settlement_world_property.cpp)
list(APPEND UNIT_SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/e_note_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/finance_facility_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/finance_test.cpp)
list(APPEND PROPERTY_SOURCES ${CMAKE_CURRENT_LIST_DIR}/finance_property.cpp)
list(APPEND UNIT_SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/declared_goods_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/export_refund_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/export_world_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/provisional_refund_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/refund_calendar_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/trade_mode_test.cpp)
list(APPEND PROPERTY_SOURCES ${CMAKE_CURRENT_LIST_DIR}/export_refund_property.cpp)
list(APPEND UNIT_SOURCES ${CMAKE_CURRENT_LIST_DIR}/conditional_payment_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/wallet_limit_test.cpp)
list(APPEND PROPERTY_SOURCES ${CMAKE_CURRENT_LIST_DIR}/wallet_property.cpp
    ${CMAKE_CURRENT_LIST_DIR}/wallet_world_property.cpp)
