#include "host/database/shared_storage.hpp"

#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/guest.hpp"

namespace skerry::host {
namespace {

void batch(Guest& guest, std::uint64_t op, std::string_view statements) {
  guest.start(
      op, Event::kStorageResult,
      [&guest, statements = std::string(statements)](const Ticket& ticket) mutable {
        SharedStorage* storage = guest.environment().storage;
        if (storage == nullptr) {
          return ticket.finish(Event::kStorageResult,
                               std::expected<std::string, Failure>(
                                   std::unexpected(Failure{FailureKind::kUnavailable, "storage"})));
        }
        storage->batch(std::move(statements), [ticket](std::expected<std::string, Failure> result) {
          ticket.finish(Event::kStorageResult, std::move(result));
        });
      },
      statements.size());
}

}  // namespace

void add_storage(Imports& imports) { imports.add<&batch>("skerry:host/storage@0.1.0", "batch"); }

}  // namespace skerry::host
