#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "modules/ai/failure.hpp"
#include "modules/sdk/task.hpp"

namespace skerry::ai {

/// An answer read as it arrives. Belongs to the request that asked; destroying it before its end
/// cancels what is under way. Must be destroyed before the service is.
class TextStream {
 public:
  class State;
  using Piece = std::expected<std::optional<std::string>, ModelFailure>;

  explicit TextStream(std::unique_ptr<State> state);
  TextStream(TextStream&&) noexcept;
  TextStream& operator=(TextStream&&) noexcept;
  ~TextStream();

  /// The next piece of text, never empty; nothing once the answer is complete. After a failure, or
  /// the end, it must not be called again. Fails with `kTruncated` when the stream ends without
  /// its terminator, `kRefused` when the provider breaks its answer off, and as a request fails.
  [[nodiscard]] Task<Piece> next();

  /// Who answers: known from the beginning.
  [[nodiscard]] Provider provider() const;
  /// All that was said, with what it took; after the end alone.
  [[nodiscard]] Generation generation() const;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace skerry::ai
