#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace skerry::host {

/// Everything the host may deliver to a module.
enum class Event : std::uint8_t {
  kHttpRequest,
  kHttpBody,
  kHttpAbort,
  kHttpDrain,
  kHttpSent,
  kRpcCall,
  kFetchWhole,
  kFetchHead,
  kFetchChunk,
  kFetchEnd,
  kStorageResult,
  kBlobsResult,
  kQueueQueued,
  kQueueMessage,
  kTimer,
  kAlarm,
  kSocketOpen,
  kSocketMessage,
  kSocketClose,
  kSandboxReport,
};

struct ExportName {
  std::string_view interface;
  std::string_view function;
};

/// The contract's name of each event, in the order of `Event`.
inline constexpr std::array<ExportName, 20> kExportNames = {{
    {"skerry:host/http-events@0.1.0", "on-request"},
    {"skerry:host/http-events@0.1.0", "on-body"},
    {"skerry:host/http-events@0.1.0", "on-abort"},
    {"skerry:host/http-events@0.1.0", "on-drain"},
    {"skerry:host/http-events@0.1.0", "on-sent"},
    {"skerry:host/rpc-events@0.1.0", "on-call"},
    {"skerry:host/fetch-events@0.1.0", "on-whole"},
    {"skerry:host/fetch-events@0.1.0", "on-head"},
    {"skerry:host/fetch-events@0.1.0", "on-chunk"},
    {"skerry:host/fetch-events@0.1.0", "on-end"},
    {"skerry:host/storage-events@0.1.0", "on-result"},
    {"skerry:host/blobs-events@0.1.0", "on-result"},
    {"skerry:host/queue-events@0.1.0", "on-queued"},
    {"skerry:host/queue-events@0.1.0", "on-message"},
    {"skerry:host/timers-events@0.1.0", "on-timer"},
    {"skerry:host/alarm-events@0.1.0", "on-alarm"},
    {"skerry:host/sockets-events@0.1.0", "on-open"},
    {"skerry:host/sockets-events@0.1.0", "on-message"},
    {"skerry:host/sockets-events@0.1.0", "on-close"},
    {"skerry:host/sandbox-events@0.1.0", "on-report"},
}};
static_assert(static_cast<std::size_t>(Event::kSandboxReport) + 1 == kExportNames.size());

}  // namespace skerry::host
