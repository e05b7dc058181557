#pragma once

#include <cstdint>

#include "engine.h"
#include "text.hpp"

namespace skerry::sandbox {

/// Keeps what a program writes with `console`, up to a limit, as JSON lines.
///
/// The first line that does not fit ends the record; it and all later ones are only counted, and
/// are not even converted to text, so a flood costs little.
class Console {
 public:
  /// Installs the global `console` with debug, log, info, warn and error. `changed` is called
  /// after each call, so that a report in memory can be kept current.
  /// Returns false when the engine is out of memory.
  [[nodiscard]] bool install(JSContext* context, void (*changed)());

  void begin(std::uint32_t bytes_max) { lines_text_.set_bytes_max(bytes_max); }

  [[nodiscard]] const Text& text() const { return lines_text_; }
  [[nodiscard]] std::uint32_t lines() const { return lines_; }
  [[nodiscard]] std::uint32_t dropped() const { return dropped_; }

  /// Adds one line from the arguments of a console method. False: an exception is pending.
  [[nodiscard]] bool add(JSContext* context, int level, int count, JSValueConst* values);

 private:
  Text lines_text_{0};
  std::uint32_t lines_ = 0;
  std::uint32_t dropped_ = 0;
};

}  // namespace skerry::sandbox
