#include "modules/fn/matching/function_reading.hpp"

#include <algorithm>

namespace skerry::fn {

using table::Catalogue;
using table::Id;

FunctionReading::FunctionReading(const Catalogue& catalogue_, Id index, const Reading& reading,
                                 const Supplied& supplied_)
    : catalogue(catalogue_),
      function(catalogue_.functions[index]),
      parameters(Catalogue::slice(catalogue_.parameters, function.parameters)),
      incidental(catalogue_.senses[function.incidental]),
      tokens(reading.tokens),
      supplied(supplied_) {
  const auto always = catalogue.senses[function.accepted];
  accepted.assign(always.begin(), always.end());
  for (const auto& span : reading.spans) {
    const bool shared = span.sense < catalogue.shared_senses;
    if (!shared && catalogue.owners[span.sense - catalogue.shared_senses] != index) continue;
    every.push_back(span);
    if (!span.masked) usable.push_back(span);
  }
}

bool FunctionReading::has(std::span<const Id> sorted, Id sense) {
  return std::ranges::binary_search(sorted, sense);
}

void FunctionReading::accept(std::span<const Id> senses) {
  for (const Id sense : senses) {
    if (has(incidental, sense)) continue;
    const auto place = std::ranges::lower_bound(accepted, sense);
    if (place == accepted.end() || *place != sense) accepted.insert(place, sense);
  }
}

bool FunctionReading::is_framing(std::size_t at) const {
  return std::ranges::any_of(usable, [&](const Span& span) {
    return span.sense == catalogue.sense_noise && span.first <= at &&
           at < span.first + std::size_t{span.count};
  });
}

bool FunctionReading::may_mention(std::size_t parameter, std::size_t argument, std::size_t at,
                                  std::size_t count) const {
  const auto names = catalogue.names_of(parameters[parameter]);
  const auto& folded = supplied.named[argument].folded;
  if (folded.size() == 1 || std::ranges::contains(names, std::string_view(folded))) {
    return true;
  }
  // "To the number" is no width where another parameter is called the number.
  for (const auto& other : parameters) {
    if (std::ranges::contains(catalogue.names_of(other), std::string_view(folded))) return false;
  }
  const auto nouns = catalogue.senses[catalogue.nouns];
  bool names_data = false;
  bool names_task = false;
  for (const auto& span : usable) {
    if (span.first >= at + count || at >= span.first + span.count) continue;
    if (span.sense >= catalogue.shared_senses || has(accepted, span.sense)) continue;
    (has(nouns, span.sense) ? names_data : names_task) = true;
  }
  return names_data || !names_task;
}

}  // namespace skerry::fn
