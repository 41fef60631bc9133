// The part of an audit that looks at the file: marks of its pages, what lies on a changed page, tables,
// triggers, SQLite's own check.
#pragma once

#include <filesystem>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/findings.hpp"
#include "adapters/sqlite/page_marks.hpp"

namespace rmbsim::adapters::sqlite {

// True when every byte is as the run wrote it, by the marks.
bool is_untouched(const PageCheck& pages);

// `database` may be null when the file could not be opened; pages are then told by number alone.
void audit_pages(const std::filesystem::path& path, const PageCheck& pages,
                 const Database* database, Findings& findings);

void audit_schema(const Database& database, Findings& findings);
void audit_integrity(const Database& database, Findings& findings);  // PRAGMA integrity_check

}  // namespace rmbsim::adapters::sqlite
