#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/guest.hpp"
#include "host/capabilities/sandbox_port.hpp"

namespace skerry::host {
namespace {

constexpr std::string_view kInterface = "skerry:host/sandbox@0.1.0";

/// The tenant and the request that the gateway named in the principal. What has none, or comes from
/// within, belongs to the module and to no request.
void name_owner(SandboxProgram& program, const Guest& guest) {
  const auto principal = nlohmann::json::parse(guest.principal(), nullptr, false);
  const auto member = [&](const char* name) -> std::optional<std::string> {
    if (!principal.is_object()) return std::nullopt;
    const auto found = principal.find(name);
    if (found == principal.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
  };
  program.owner = member("tenant").value_or(std::string(guest.module().description.name));
  program.request = member("requestId").value_or("");
}

void run(Guest& guest, std::uint64_t op, EnumName language, std::string_view program,
         std::string_view arguments, SandboxLimits limits) {
  SandboxProgram wanted{.typescript = language.name == "typescript",
                        .source = std::string(program),
                        .arguments = std::string(arguments),
                        .limits = limits};
  name_owner(wanted, guest);
  guest.start(
      op, Event::kSandboxReport,
      [&guest, work = std::move(wanted)](const Ticket& ticket) mutable {
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
