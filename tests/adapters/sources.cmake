list(APPEND UNIT_SOURCES zmq/encode_json_test.cpp zmq/endpoint_test.cpp zmq/outlet_test.cpp)
