#include "host/sandbox/type_eraser.hpp"

#include <array>
#include <cstring>

#include "host/sandbox/limits.hpp"
#include "host/sandbox/report.hpp"
#include "modules/typestrip/typestrip_abi.hpp"

namespace skerry::host {
namespace {

std::size_t bytes_of(const std::string& source, const Erased& erased) {
  return source.size() + erased.text.size();
}

Failure trapped(std::string_view why) {
  return {FailureKind::kTrapped, "typestrip: " + std::string(why)};
}

}  // namespace

std::expected<Erased, Failure> TypeEraser::erase(const std::string& source) {
  const std::scoped_lock lock(mutex_);
  if (const auto found = index_.find(source); found != index_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->erased;
  }
  auto erased = run(source);
  if (!erased) {
    instance_.reset();
  } else {
    keep(source, *erased);
  }
  return erased;
}

std::expected<Erased, Failure> TypeEraser::run(std::string_view source) {
  if (source.size() > sandbox_limits::kProgramBytesMax) {
    return std::unexpected(
        Failure{FailureKind::kLimitExceeded,
                "program_bytes_max=" + std::to_string(sandbox_limits::kProgramBytesMax)});
  }
  if (!instance_) {
    instance_ = CoreInstance::make(module_, nullptr);
    if (!instance_) return std::unexpected(Failure{FailureKind::kOverloaded, "no instance"});
    if (auto ready = instance_->call("_initialize", {}); !ready) {
      return std::unexpected(trapped(ready.error().message));
    }
  }
  const auto bytes = static_cast<std::uint32_t>(source.size());
  const auto address = instance_->call("typestrip_allocate", std::array{i32_value(bytes)});
  if (!address) return std::unexpected(trapped(address.error().message));
  if (*address == 0) return std::unexpected(trapped("no room for the source"));
  std::memcpy(instance_->memory().data() + *address, source.data(), source.size());
  const auto run =
      instance_->call("typestrip_run", std::array{i32_value(*address), i32_value(bytes)});
  if (!run) return std::unexpected(trapped(run.error().message));
  const auto place = instance_->call("typestrip_status_address", {});
  if (!place) return std::unexpected(trapped(place.error().message));
  typestrip::TypestripStatus status;
  const auto raw = instance_->text(*place, sizeof status);
  if (!raw) return std::unexpected(trapped("no status"));
  std::memcpy(&status, raw->data(), sizeof status);
  const bool stripped = status.outcome == typestrip::Outcome::stripped;
  const auto text = stripped ? instance_->text(status.result_address, status.result_bytes)
                             : instance_->text(status.error_address, status.error_bytes);
  if (!text) return std::unexpected(trapped("a broken status"));
  return Erased{stripped, stripped ? std::string(*text) : syntax_error_report(*text)};
}

void TypeEraser::keep(const std::string& source, const Erased& erased) {
  entries_.push_front({source, erased});
  index_.emplace(entries_.front().source, entries_.begin());
  bytes_ += bytes_of(source, erased);
  while (entries_.size() > sandbox_limits::kErasedMax || bytes_ > sandbox_limits::kErasedBytesMax) {
    const Entry& last = entries_.back();
    bytes_ -= bytes_of(last.source, last.erased);
    index_.erase(last.source);
    entries_.pop_back();
  }
}

}  // namespace skerry::host
