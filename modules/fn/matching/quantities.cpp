#include "modules/fn/matching/quantities.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace skerry::fn {
namespace {

using table::Catalogue;
using table::Kind;

enum class Dimension : std::uint8_t {
  length,
  area,
  volume,
  mass,
  time,
  temperature,
  speed,
  angle,
  share,
  information,
  numeral,
};

/// A unit, a measure of a thing ("diameter"), or a name for the whole dimension ("distance").
enum class Role : std::uint8_t { unit, measure, dimension };

/// One quantity: its words in the singular, and the letter that stands for it in formulas.
struct Quantity {
  Dimension dimension;
  Role role;
  std::array<std::string_view, 5> words;
  std::string_view letter;
};

constexpr std::array kQuantities = {
    Quantity{Dimension::length, Role::unit, {"millimeter", "millimetre", "mm"}, {}},
    Quantity{Dimension::length, Role::unit, {"centimeter", "centimetre", "cm"}, {}},
    Quantity{Dimension::length, Role::unit, {"meter", "metre"}, "m"},
    Quantity{Dimension::length, Role::unit, {"kilometer", "kilometre", "km"}, {}},
    Quantity{Dimension::length, Role::unit, {"inch"}, {}},
    Quantity{Dimension::length, Role::unit, {"foot", "feet", "ft"}, {}},
    Quantity{Dimension::length, Role::unit, {"yard", "yd"}, {}},
    Quantity{Dimension::length, Role::unit, {"mile", "mi"}, {}},
    Quantity{Dimension::length, Role::measure, {"radius", "radii"}, "r"},
    Quantity{Dimension::length, Role::measure, {"diameter", "across", "span"}, "d"},
    Quantity{Dimension::length, Role::measure, {"circumference"}, {}},
    Quantity{Dimension::length, Role::measure, {"perimeter"}, {}},
    Quantity{Dimension::length, Role::measure, {"diagonal"}, {}},
    Quantity{Dimension::length, Role::measure, {"hypotenuse"}, "c"},
    Quantity{Dimension::length, Role::measure, {"side", "leg", "edge"}, {}},
    Quantity{Dimension::length, Role::measure, {"height", "altitude", "depth"}, {}},
    Quantity{Dimension::length, Role::measure, {"width", "breadth"}, {}},
    Quantity{Dimension::length, Role::measure, {"thickness"}, {}},
    // Of what, it does not say: it is no radius, and no diameter either.
    Quantity{Dimension::length, Role::measure, {"size"}, {}},
    Quantity{Dimension::length, Role::dimension, {"length", "distance"}, {}},
    Quantity{Dimension::area, Role::measure, {"area", "surface"}, {}},
    Quantity{Dimension::volume, Role::unit, {"liter", "litre"}, "l"},
    Quantity{Dimension::volume, Role::unit, {"milliliter", "millilitre", "ml"}, {}},
    Quantity{Dimension::volume, Role::unit, {"gallon", "gal"}, {}},
    Quantity{Dimension::volume, Role::unit, {"pint", "quart"}, {}},
    Quantity{Dimension::volume, Role::dimension, {"volume", "capacity"}, {}},
    Quantity{Dimension::mass, Role::unit, {"milligram", "mg"}, {}},
    Quantity{Dimension::mass, Role::unit, {"gram", "gramme"}, "g"},
    Quantity{Dimension::mass, Role::unit, {"kilogram", "kilogramme", "kilo", "kg"}, {}},
    Quantity{Dimension::mass, Role::unit, {"ton", "tonne"}, {}},
    Quantity{Dimension::mass, Role::unit, {"pound", "lb", "lbs"}, {}},
    Quantity{Dimension::mass, Role::unit, {"ounce", "oz"}, {}},
    Quantity{Dimension::mass, Role::unit, {"stone"}, {}},
    Quantity{Dimension::mass, Role::dimension, {"weight", "mass"}, {}},
    Quantity{Dimension::time, Role::unit, {"millisecond", "milli", "ms"}, {}},
    // In the singular it is as a rule the one after the first.
    Quantity{Dimension::time, Role::unit, {"seconds", "sec", "secs"}, "s"},
    Quantity{Dimension::time, Role::unit, {"minute", "mins"}, "m"},
    Quantity{Dimension::time, Role::unit, {"hour", "hr"}, "h"},
    Quantity{Dimension::time, Role::unit, {"day"}, "d"},
    Quantity{Dimension::time, Role::unit, {"week"}, "w"},
    Quantity{Dimension::time, Role::unit, {"month"}, "m"},
    Quantity{Dimension::time, Role::unit, {"quarter"}, {}},
    Quantity{Dimension::time, Role::unit, {"year", "yr"}, "y"},
    Quantity{Dimension::time, Role::unit, {"decade"}, {}},
    Quantity{Dimension::time, Role::unit, {"century"}, {}},
    Quantity{Dimension::time, Role::dimension, {"time", "duration"}, {}},
    Quantity{Dimension::temperature, Role::unit, {"celsius", "centigrade"}, "c"},
    Quantity{Dimension::temperature, Role::unit, {"fahrenheit"}, "f"},
    Quantity{Dimension::temperature, Role::unit, {"kelvin"}, "k"},
    Quantity{Dimension::temperature, Role::dimension, {"temperature", "temp", "degree"}, {}},
    Quantity{Dimension::speed, Role::unit, {"kmh", "kph"}, {}},
    Quantity{Dimension::speed, Role::unit, {"mph"}, {}},
    Quantity{Dimension::speed, Role::unit, {"mps"}, {}},
    Quantity{Dimension::speed, Role::unit, {"knot"}, {}},
    Quantity{Dimension::speed, Role::dimension, {"speed", "velocity"}, {}},
    Quantity{Dimension::angle, Role::unit, {"degree", "deg"}, {}},
    Quantity{Dimension::angle, Role::unit, {"radian", "rad"}, {}},
    Quantity{Dimension::angle, Role::dimension, {"angle", "rotation"}, {}},
    Quantity{Dimension::share, Role::unit, {"percent", "percentage", "pct"}, {}},
    Quantity{Dimension::share, Role::unit, {"fraction", "ratio"}, {}},
    Quantity{Dimension::information, Role::unit, {"bit"}, {}},
    Quantity{Dimension::information, Role::unit, {"byte"}, {}},
    Quantity{Dimension::information, Role::unit, {"kilobyte", "kb", "kib"}, {}},
    Quantity{Dimension::information, Role::unit, {"megabyte", "mb", "mib"}, {}},
    Quantity{Dimension::information, Role::unit, {"gigabyte", "gb", "gib"}, {}},
    Quantity{Dimension::numeral, Role::unit, {"binary"}, {}},
    Quantity{Dimension::numeral, Role::unit, {"octal"}, {}},
    Quantity{Dimension::numeral, Role::unit, {"decimal"}, {}},
    Quantity{Dimension::numeral, Role::unit, {"hex", "hexadecimal"}, {}},
    Quantity{Dimension::numeral, Role::unit, {"roman"}, {}},
};

using Quantities = std::vector<const Quantity*>;

std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> out;
  while (!folded.empty()) {
    const auto space = folded.find(' ');
    auto word = folded.substr(0, space);
    folded.remove_prefix(space == std::string_view::npos ? folded.size() : space + 1);
    while (word.size() > 1 && word.back() >= '0' && word.back() <= '9') word.remove_suffix(1);
    if (!word.empty()) out.push_back(word);
  }
  return out;
}

/// What one word may denote: several where it is ambiguous.
Quantities denoted(std::string_view word) {
  Quantities out;
  for (const auto& quantity : kQuantities) {
    const bool named = std::ranges::any_of(quantity.words, [&](std::string_view known) {
      return !known.empty() && (word == known || singular(word) == known);
    });
    if (named || (!quantity.letter.empty() && word == quantity.letter)) out.push_back(&quantity);
  }
  return out;
}

bool has_role(const Quantities& quantities, Dimension dimension, Role role) {
  return std::ranges::any_of(quantities, [&](const Quantity* quantity) {
    return quantity->dimension == dimension && quantity->role == role;
  });
}

/// A unit agrees with a parameter that takes it or names no unit; the name of a dimension, with one
/// that takes a unit of it.
bool agrees(const Quantity& quantity, const Quantities& taken) {
  if (std::ranges::find(taken, &quantity) != taken.end()) return true;
  const auto dimension = quantity.dimension;
  const bool takes_unit = has_role(taken, dimension, Role::unit);
  switch (quantity.role) {
    case Role::unit:
      return !takes_unit && (has_role(taken, dimension, Role::measure) ||
                             has_role(taken, dimension, Role::dimension));
    case Role::measure:
      return takes_unit && !has_role(taken, dimension, Role::measure);
    case Role::dimension:
      return takes_unit || has_role(taken, dimension, Role::dimension);
  }
  return false;
}

}  // namespace

std::optional<std::string_view> other_quantity(const Catalogue& catalogue,
                                               const table::Parameter& parameter,
                                               std::string_view folded) {
  const auto kind = parameter.shape.kind;
  if (kind != Kind::number && kind != Kind::integer && kind != Kind::string) return std::nullopt;
  const auto names = catalogue.names_of(parameter);
  if (std::ranges::contains(names, folded)) return std::nullopt;
  Quantities taken;
  std::optional<std::string_view> expected;
  bool expected_is_unit = false;
  for (const std::string_view name : names) {
    // A letter among the names stands for whatever the longer names say.
    if (name.size() == 1) continue;
    for (const auto word : words_of(name)) {
      for (const auto* quantity : denoted(word)) {
        if (word.size() == 1) continue;
        if (!expected || (quantity->role == Role::unit && !expected_is_unit)) {
          expected = name;
          expected_is_unit = quantity->role == Role::unit;
        }
        taken.push_back(quantity);
      }
    }
  }
  for (const auto word : words_of(folded)) {
    auto meanings = denoted(word);
    // A letter contradicts only as another quantity of the kind that is asked for.
    if (word.size() == 1) {
      std::erase_if(meanings, [&](const Quantity* meaning) {
        return std::ranges::none_of(
            taken, [&](const Quantity* own) { return own->dimension == meaning->dimension; });
      });
    }
    const bool fitting =
        meanings.empty() || taken.empty() ||
        std::ranges::any_of(meanings, [&](const Quantity* m) { return agrees(*m, taken); });
    if (!fitting) return expected;
  }
  return std::nullopt;
}

std::optional<std::string_view> doubtful_share(const Catalogue& catalogue,
                                               const table::Parameter& parameter,
                                               const Supplied::Argument& argument) {
  static constexpr std::string_view kPercent = "percent";
  const auto kind = parameter.shape.kind;
  if ((kind != Kind::number && kind != Kind::integer) || !argument.value->is_number()) {
    return std::nullopt;
  }
  const auto says_percent = [](std::string_view name) {
    return std::ranges::any_of(words_of(name), [](std::string_view word) {
      return word == kPercent || word == "percentage" || word == "pct";
    });
  };
  const auto names = catalogue.names_of(parameter);
  const bool takes_percent = std::ranges::any_of(names, says_percent);
  const bool takes_fraction = std::ranges::any_of(names, [](std::string_view name) {
    return std::ranges::any_of(words_of(name), [](std::string_view word) {
      return word == "fraction" || word == "ratio" || word == "decimal";
    });
  });
  if (!takes_percent || takes_fraction || says_percent(argument.folded)) return std::nullopt;
  const double value = std::abs(argument.value->get<double>());
  const bool is_known = std::ranges::contains(names, std::string_view(argument.folded));
  if (is_known && (value == 0 || value >= 1)) return std::nullopt;
  return kPercent;
}

}  // namespace skerry::fn
