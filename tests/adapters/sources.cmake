list(APPEND UNIT_SOURCES export_books.cpp export_test.cpp)
list(APPEND PROPERTY_SOURCES export_property.cpp)
list(APPEND UNIT_SOURCES zmq/encode_json_test.cpp zmq/endpoint_test.cpp zmq/outlet_test.cpp)
list(APPEND UNIT_SOURCES report_figures_test.cpp report_fixture.cpp report_page_test.cpp
    report_ranking_test.cpp report_terminal_test.cpp report_treasury_test.cpp)
list(APPEND UNIT_SOURCES sqlite/audit_test.cpp sqlite/diff_test.cpp sqlite/explain_test.cpp
    sqlite/input_log_test.cpp sqlite/journal_fixture.cpp sqlite/store_test.cpp)
list(APPEND PROPERTY_SOURCES sqlite/damage_property.cpp sqlite/journal_fixture.cpp)
list(APPEND UNIT_SOURCES csv_test.cpp yaml_diagnostic_test.cpp yaml_fixture.cpp yaml_flows_test.cpp yaml_link_test.cpp
    yaml_scenario_test.cpp)
list(APPEND FUZZ_SOURCES fuzz/fuzz_csv.cpp fuzz/fuzz_rails.cpp fuzz/fuzz_yaml.cpp)
list(APPEND UNIT_SOURCES yaml_interest_test.cpp yaml_netting_test.cpp)
list(APPEND UNIT_SOURCES yaml_conversion_test.cpp yaml_hedge_test.cpp)
list(APPEND UNIT_SOURCES yaml_fees_test.cpp yaml_tax_test.cpp)
list(APPEND UNIT_SOURCES yaml_rails_test.cpp)
list(APPEND UNIT_SOURCES xml/xml_reader_test.cpp xml/xml_writer_test.cpp xml/xsd_test.cpp)
list(APPEND UNIT_SOURCES iso20022/checks_test.cpp iso20022/generated_test.cpp iso20022/read_messages_test.cpp
    iso20022/samples_test.cpp)
list(APPEND PROPERTY_SOURCES iso20022/write_property.cpp)
list(APPEND UNIT_SOURCES live/doors_test.cpp live/pacer_test.cpp live/payment_text_test.cpp live/session_test.cpp)
list(APPEND UNIT_SOURCES live/doors_test.cpp live/pacer_test.cpp live/payment_message_test.cpp
    live/payment_text_test.cpp live/session_test.cpp)
list(APPEND PROPERTY_SOURCES live/session_property.cpp)
list(APPEND FUZZ_SOURCES fuzz/fuzz_command.cpp)
list(APPEND UNIT_SOURCES swift/mt_payment_test.cpp)
list(APPEND PROPERTY_SOURCES swift/mt_payment_property.cpp)
list(APPEND UNIT_SOURCES payments/read_payments_test.cpp)
list(APPEND FUZZ_SOURCES fuzz/fuzz_iso20022.cpp fuzz/fuzz_mt_payment.cpp)
