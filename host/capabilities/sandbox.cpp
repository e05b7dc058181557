#include <memory>
#include <string>

#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/guest.hpp"
#include "host/capabilities/sandbox_port.hpp"

namespace skerry::host {
namespace {

constexpr std::string_view kInterface = "skerry:host/sandbox@0.1.0";

void run(Guest& guest, std::uint64_t op, EnumName language, std::string_view program,
         std::string_view arguments, SandboxLimits limits) {
  guest.start(
      op, Event::kSandboxReport,
      [&guest, work = SandboxProgram{.typescript = language.name == "typescript",
                                     .source = std::string(program),
                                     .arguments = std::string(arguments),
                                     .limits = limits}](const Ticket& ticket) mutable {
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
