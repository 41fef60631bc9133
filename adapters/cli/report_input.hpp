// What a report says of the run it shows, from the run's manifest: the same from a run and from `report`.
#pragma once

#include "adapters/report/report.hpp"
#include "adapters/result/manifest.hpp"

namespace rmbsim::adapters::cli {

// Everything but variants, candidate, baseline, folder, parameters, expectations and elapsed.
ReportInput report_input(const Manifest& manifest, bool compared);

}  // namespace rmbsim::adapters::cli
