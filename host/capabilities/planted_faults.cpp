#include "host/capabilities/planted_faults.hpp"

#include <nlohmann/json.hpp>

namespace skerry::host {

void PlantedFaults::plant(const std::string& fault, std::uint32_t passes) {
  const std::scoped_lock lock(mutex_);
  planted_.emplace(fault, passes);
}

bool PlantedFaults::strikes(const std::string& fault) {
  const std::scoped_lock lock(mutex_);
  const auto [begin, end] = planted_.equal_range(fault);
  for (auto place = begin; place != end; ++place) {
    if (place->second-- != 0) continue;
    planted_.erase(place);
    ++struck_[fault];
    return true;
  }
  return false;
}

std::string PlantedFaults::struck() const {
  const std::scoped_lock lock(mutex_);
  return nlohmann::json(struck_).dump();
}

}  // namespace skerry::host
