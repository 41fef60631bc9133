// What an exporter must fulfil before its exports can be refunded: the mode, the dates, the rates.
//
// Errors      diagnosed in the Reading; each key at its place
#pragma once

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "sim/commerce/export_spec.hpp"

namespace rmbsim::adapters {

// Its mode and its goods are there; indices of stores and account may be no_index.
void check_exporter(Building& b, const MappingView& view, const sim::ExportsSpec& exports,
                    const sim::ExporterSpec& exporter);

}  // namespace rmbsim::adapters
