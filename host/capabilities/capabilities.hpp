#pragma once

#include "host/engine/imports.hpp"

namespace skerry::host {

// Each adds one capability of the contract; the target of every call is a `Guest`, for those of
// actors an `Actor`. Adapters translate between the contract and the host's parts, and decide
// nothing.

void add_http(Imports& imports);
void add_rpc(Imports& imports);
void add_fetch(Imports& imports);
void add_storage(Imports& imports);
void add_blobs(Imports& imports);
void add_queue(Imports& imports);
void add_timers(Imports& imports);
void add_sandbox(Imports& imports);
/// Clock, random, log, metrics, config and crypto.
void add_basics(Imports& imports);
void add_crypto(Imports& imports);

/// Everything that fronts and actors have in common.
[[nodiscard]] Imports common_imports();

}  // namespace skerry::host
