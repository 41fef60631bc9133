// The one object with Catch2's main: it takes seconds to compile, so every test program shares it.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
