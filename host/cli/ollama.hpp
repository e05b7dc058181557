#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "host/capabilities/configuration.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::host {

/// How long a start may wait for an Ollama that nobody configured.
inline constexpr std::chrono::milliseconds kOllamaLookMax{300};

/// Where an Ollama of this machine listens: its usual address, or the loopback address that
/// `OLLAMA_HOST` (Ollama's own variable: `[http://]host[:port]`) names. Nothing when that variable
/// names another machine: nobody is asked who was not configured.
[[nodiscard]] std::optional<std::string> ollama_origin(const char* const* environment);

/// What is found among the models of an Ollama.
struct OllamaChoice {
  /// The one to use; empty when there is none.
  std::string model = {};
  /// Models that could chat, but have names that no setting may have.
  std::size_t unusable_names = 0;
};

/// Of what `GET /api/tags` answers, which may be anything, the model to use: the largest of those
/// that can chat and are small enough to answer in time, else the smallest of them.
[[nodiscard]] OllamaChoice choose_ollama_model(const Json& tags);

/// What a look-up found.
struct OllamaLook {
  enum class Outcome : std::uint8_t {
    kNotNeeded,  ///< Models are configured, or ruled out.
    kNobody,     ///< Nothing answers there.
    kNoModel,    ///< An Ollama, but without a model that can chat.
    kAdopted,    ///< The configuration uses it now.
  };
  Outcome outcome = Outcome::kNotNeeded;
  /// `http://127.0.0.1:11434`; empty when nobody was asked.
  std::string origin = {};
  /// As in `OllamaChoice`.
  std::size_t unusable_names = 0;
};

/// When nothing says which provider to use, looks once for an Ollama on this machine, and makes it
/// `compatible`, after `local`. A configured `DEFAULT_MODEL` stays.
[[nodiscard]] OllamaLook look_for_ollama(const char* const* environment,
                                         Configuration& configuration);

}  // namespace skerry::host
