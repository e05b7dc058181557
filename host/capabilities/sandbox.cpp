#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/guest.hpp"
#include "host/capabilities/sandbox_port.hpp"

namespace skerry::host {
namespace {

constexpr std::string_view kInterface = "skerry:host/sandbox@0.1.0";

/// The tenant that the gateway named in the principal; what has none, or comes from within, belongs
/// to the module.
std::string owner_of(const Guest& guest) {
  const auto principal = nlohmann::json::parse(guest.principal(), nullptr, false);
  if (principal.is_object()) {
    const auto tenant = principal.find("tenant");
    if (tenant != principal.end() && tenant->is_string()) return tenant->get<std::string>();
  }
  return std::string(guest.module().description.name);
}

void run(Guest& guest, std::uint64_t op, EnumName language, std::string_view program,
         std::string_view arguments, SandboxLimits limits) {
  guest.start(
      op, Event::kSandboxReport,
      [&guest, work = SandboxProgram{.typescript = language.name == "typescript",
                                     .source = std::string(program),
                                     .arguments = std::string(arguments),
                                     .limits = limits,
                                     .owner = owner_of(guest)}](const Ticket& ticket) mutable {
        SandboxPort* sandbox = guest.environment().sandbox;
        if (sandbox == nullptr) {
          return ticket.finish(Event::kSandboxReport,
                               std::expected<std::string, Failure>(
                                   std::unexpected(Failure{FailureKind::kUnavailable, "sandbox"})));
        }
        // The run lives as long as its operation.
        auto started = std::make_shared<std::unique_ptr<SandboxPort::Run>>(
            sandbox->start(std::move(work), [ticket](std::expected<std::string, Failure> report) {
              ticket.finish(Event::kSandboxReport, std::move(report));
            }));
        guest.set_handlers(ticket.op(), [started] { started->reset(); });
      },
      program.size() + arguments.size());
}

void cancel(Guest& guest, std::uint64_t op) { guest.cancel_later(op); }

}  // namespace

void add_sandbox(Imports& imports) {
  imports.add<&run>(kInterface, "run");
  imports.add<&cancel>(kInterface, "cancel");
}

}  // namespace skerry::host
