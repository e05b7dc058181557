// The engine's own signal handlers turn faults of modules into traps; Catch2 must not replace them.
#define CATCH_CONFIG_NO_POSIX_SIGNALS
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
