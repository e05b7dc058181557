#include "host/capabilities/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <nlohmann/json.hpp>
#include <optional>

#include "host/capabilities/limits.hpp"

namespace skerry::host {
namespace {

bool is_name(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// Turns a JSON object of texts into `a="b",c="d"`, sorted by name.
std::optional<std::string> label_text(std::string_view json) {
  if (json.empty()) return std::string();
  const auto labels = nlohmann::json::parse(json, nullptr, false);
  if (!labels.is_object()) return std::nullopt;
  std::string text;
  for (const auto& [name, value] : labels.items()) {
    if (!is_name(name) || !value.is_string()) return std::nullopt;
    if (!text.empty()) text += ',';
    text += name + "=\"";
    for (const char c : value.get_ref<const std::string&>()) {
      if (c == '\\' || c == '"') text += '\\';
      if (c == '\n') {
        text += "\\n";
      } else {
        text += c;
      }
    }
    text += '"';
  }
  return text;
}

std::string braced(const std::string& labels) { return labels.empty() ? "" : "{" + labels + "}"; }

}  // namespace

bool Metrics::has_room(const Series& series) const {
  return counters_.contains(series) || distributions_.contains(series) ||
         counters_.size() + distributions_.size() < kMetricSeriesMax;
}

void Metrics::add(std::string_view name, std::string_view labels, double amount) {
  const auto text = label_text(labels);
  if (!is_name(name) || !text || !(amount >= 0)) return;
  const std::lock_guard lock(mutex_);
  Series series{name, *text};
  if (!has_room(series)) series = {"skerry_metrics_dropped", ""};
  counters_[series] += amount;
}

void Metrics::observe(std::string_view name, std::string_view labels, double value) {
  const auto text = label_text(labels);
  if (!is_name(name) || !text || std::isnan(value)) return;
  const std::lock_guard lock(mutex_);
  const Series series{name, *text};
  if (!has_room(series)) {
    counters_[{"skerry_metrics_dropped", ""}] += 1;
    return;
  }
  Distribution& distribution = distributions_[series];
  const auto bucket = std::ranges::lower_bound(kBounds, value) - kBounds.begin();
  ++distribution.counts[static_cast<std::size_t>(bucket)];
  distribution.sum += value;
}

double Metrics::total(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  double sum = 0;
  for (const auto& [series, value] : counters_) {
    if (series.first == name) sum += value;
  }
  return sum;
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  std::string_view family;
  for (const auto& [series, value] : counters_) {
    if (series.first != family) text += std::format("# TYPE {} counter\n", series.first);
    family = series.first;
    text += std::format("{}_total{} {}\n", series.first, braced(series.second), value);
  }
  family = {};
  for (const auto& [series, distribution] : distributions_) {
    const auto& [name, labels] = series;
    if (name != family) text += std::format("# TYPE {} histogram\n", name);
    family = name;
    const std::string prefix = labels.empty() ? "" : labels + ",";
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < distribution.counts.size(); ++i) {
      count += distribution.counts[i];
      const std::string bound = i < kBounds.size() ? std::format("{}", kBounds[i]) : "+Inf";
      text += std::format("{}_bucket{{{}le=\"{}\"}} {}\n", name, prefix, bound, count);
    }
    text += std::format("{0}_sum{1} {2}\n{0}_count{1} {3}\n", name, braced(labels),
                        distribution.sum, count);
  }
  return text + "# EOF\n";
}

}  // namespace skerry::host
