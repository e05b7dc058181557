#pragma once

#include "modules/sdk/simulation/sql_database.hpp"

namespace skerry::simulation {

/// Gives a shared database the installation's schema: every statement of every module's
/// `migrations/*.sql`, in the order in which hosts apply them. Traps when one fails.
void migrate(SqlDatabase& database);

}  // namespace skerry::simulation
