#include "adapters/cli/options.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "adapters/cli/failure.hpp"
#include "adapters/report/language.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::cli {
namespace {

constexpr std::size_t replications_max = 100'000, jobs_max = 1'000;
constexpr const char* demo = "scenarios/demo/longgang-maker/scenario.yaml";

// zh when the locale says so; the flag decides otherwise. The only look at the environment.
Language language_of_locale() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0')
            return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
    }
    return Language::en;
}

// CLI11 would take "-1" as the largest seed, and what does not fit 64 bits as well.
std::uint64_t seed_in(const std::string& text) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error != std::errc{} || end != text.data() + text.size())
        throw CommandFailure(
            Diagnostic{.file = "--seed",
                       .message = fmt::format("'{}' is no seed", text),
                       .expected = fmt::format("a whole number from 0 to {}", UINT64_MAX),
                       .hint = "leave --seed out for the seed that the scenario names"});
    return seed;
}

CLI::App* add_command(CLI::App& app, Options& options, Command command, const std::string& name,
                      const std::string& does, const std::string& example) {
    CLI::App* sub = app.add_subcommand(name, does);
    sub->footer("Example: rmbsim " + example);
    sub->callback([&options, command] { options.command = command; });
    return sub;
}

void add_language(CLI::App* sub, std::string& lang) {
    sub->add_option("--lang", lang, "zh or en; from the locale when not given")
        ->check(CLI::IsMember({"zh", "en"}));
}

void add_run_options(CLI::App* sub, Options& o, std::optional<std::string>& seed,
                     std::string& lang) {
    sub->add_option("scenario", o.files, "The scenario file")->required()->expected(1);
    sub->add_option("--out", o.out, "Folder to write; must not exist (default out/<scenario>-<n>)");
    sub->add_option("--seed", seed, "Seed of the random streams");
    sub->add_option("--set", o.sets, "PATH=VALUE over the scenario, repeatable")
        ->allow_extra_args(false);
    sub->add_option("--overlay", o.overlays, "A policy overlay or a file with set:, repeatable")
        ->allow_extra_args(false);
    sub->add_option("--until", o.until, "End the period on this date");
    sub->add_option("--store", o.store, "sqlite:FILE, or none for digest and results only");
    sub->add_flag("--quiet", o.quiet, "Print nothing but errors");
    add_language(sub, lang);
}

}  // namespace

Parsed parse_command_line(int argc, const char* const* argv) {
    Options o;
    std::string lang;
    std::optional<std::string> seed;
    CLI::App app{
        "rmbsim: cross-border renminbi cash pools and settlement, simulated to the journal entry"};
    app.require_subcommand(1);

    CLI::App* run =
        add_command(app, o, Command::run, "run", "One run: journal, events, results, report",
                    std::string("run ") + demo);
    add_run_options(run, o, seed, lang);
    run->add_option("--variant", o.variant, "A name under compare:");
    run->add_option("--publish", o.publish, "Event stream, such as tcp://127.0.0.1:5556");
    run->add_option("--stream-format", o.stream_format, "Of its records: json or binary")
        ->check(CLI::IsMember({"json", "binary"}));
    run->add_option("--await-subscribers", o.await_subscribers,
                    "Hold the start until N have subscribed");

    CLI::App* compare = add_command(
        app, o, Command::compare, "compare",
        "The same flows through each variant under compare:", std::string("compare ") + demo);
    add_run_options(compare, o, seed, lang);
    compare
        ->add_option("--replications", o.replications,
                     "Random histories of every variant; from 2 on figures carry intervals")
        ->check(CLI::Range(std::size_t{1}, replications_max));
    compare->add_option("--jobs", o.jobs, "Threads (default 2); the result is the same")
        ->check(CLI::Range(std::size_t{1}, jobs_max));
    compare->add_option("--break-even", o.break_even,
                        "PATH=LOW..HIGH: where the winner's net benefit changes its sign");

    CLI::App* check =
        add_command(app, o, Command::check, "check",
                    "Every diagnostic of scenarios, policies, rails and rule packs; nothing is run",
                    std::string("check ") + demo);
    check->add_option("files", o.files, "Files to check")->required();
    check->add_option("--set", o.sets, "PATH=VALUE over the scenario, repeatable")
        ->allow_extra_args(false);
    check->add_option("--overlay", o.overlays, "A policy overlay, repeatable")
        ->allow_extra_args(false);
    check->add_option("--format", o.format, "text or json")->check(CLI::IsMember({"text", "json"}));

    CLI::App* explain =
        add_command(app, o, Command::explain, "explain",
                    "Why: entry N, decision N, limit ID, account ID, kpi NAME, payment P-N or NAME",
                    "explain out/longgang-maker-1 decision 44");
    explain->add_option("what", o.words, "The run's folder, then what to explain")->required();
    explain->add_option("--on", o.on, "account: its balance on this value date");
    explain->add_option("--known-at", o.known_at, "account: as known at this time (UTC)");
    explain->add_option("--entity", o.entity, "kpi: of this company");
    add_language(explain, lang);

    CLI::App* audit =
        add_command(app, o, Command::audit, "audit",
                    "Recomputes chains, balances, limits and KPIs from the journal alone",
                    "audit out/longgang-maker-1");
    audit->add_option("run", o.files, "The run's folder")->required()->expected(1);

    CLI::App* diff = add_command(app, o, Command::diff, "diff",
                                 "First differing entry and its cause, then differing KPIs",
                                 "diff out/longgang-maker-1 out/longgang-maker-2");
    diff->add_option("runs", o.files, "Two run folders")->required()->expected(2);
    add_language(diff, lang);

    CLI::App* exported =
        add_command(app, o, Command::export_, "export",
                    "The journal for other programs, bank statements or payment messages of it",
                    "export out/longgang-maker-1 --as ledger --out books.ledger");
    exported->add_option("run", o.files, "The run's folder")->required()->expected(1);
    exported
        ->add_option("--as", o.as,
                     "csv, json, ledger, hledger, beancount; statements: camt052, camt053, "
                     "camt054, mt940, mt942, bai2; payment messages: pacs, pain001, mt101")
        ->required();
    exported->add_option("--out", o.out,
                         "File to write (default: standard output); of statements also a folder, "
                         "then a file an account; of messages always a folder "
                         "(default: RUN/messages/FORMAT)");

    CLI::App* import = add_command(
        app, o, Command::import_, "import",
        "Bank statements and sellers' reports, every amount accounted for, and payment files",
        "import statements.xml --into out/imported\n"
        "Example: rmbsim import settlement.txt --into out/settled --on-mismatch list");
    import
        ->add_option(
            "files", o.files,
            "camt.052/053/054, MT940, MT942, BAI2; pacs.008, pacs.009, pain.001, MT101, MT103, "
            "MT202; reports of Amazon, Shopify, Stripe, Payoneer, Wise and WeChat Pay")
        ->required();
    import->add_option("--as", o.as, "The files' format (default: told from their content)");
    import->add_option("--into", o.into, "Folder to write; must not exist, or be empty")
        ->required();
    import->add_option("--rail", o.rail,
                       "Of payment files: write a scenario, too, in which their banks take part in "
                       "this rail, such as hvps or cips");
    import
        ->add_option("--on-mismatch", o.on_mismatch,
                     "Of sellers' reports that do not add up: refuse (default), or list and exit 1")
        ->check(CLI::IsMember({"refuse", "list"}));
    add_language(import, lang);

    CLI::App* policy = add_command(app, o, Command::policy, "policy",
                                   "Regimes: dated parameters, differences, and why a flow may go",
                                   "policy diff INT-3 INT-251");
    policy
        ->add_option(
            "what", o.words,
            "list, show REGIME, timeline [FAMILY or PARAMETER], diff A B (A@DATE), why FLOW")
        ->required();
    policy->add_option("--on", o.on, "show, why: on this value date");
    policy->add_option("--area", o.area, "why: in this area, such as CN-SZ");
    policy->add_option("--regime", o.regime, "why: under this regime only");
    policy->add_option("--format", o.format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    add_language(policy, lang);

    CLI::App* rails =
        add_command(app, o, Command::rails, "rails",
                    "Payment rails: dated hours, ceilings and tariffs, timetables, and a route",
                    "rails route --from CN --to US --currency USD --amount 100000.00 "
                    "--at 2026-11-20T16:30+08:00");
    rails->add_option("what", o.words, "list, show RAIL, timetable RAIL, or route")->required();
    rails->add_option("--from", o.from, "timetable: first day; route: a bank or its jurisdiction");
    rails->add_option("--to", o.to, "timetable: last day; route: a bank or its jurisdiction");
    rails->add_option("--on", o.on, "show: what is in force on this day only");
    rails->add_option("--currency", o.currency, "route: of the payment (default CNY)");
    rails->add_option("--amount", o.amount, "route: in that currency");
    rails->add_option("--at", o.at, "route: when it is handed in, such as 2026-11-20T16:30+08:00");
    rails->add_option("--objective", o.objective, "route: cost, time or rmb_first (default time)")
        ->check(CLI::IsMember({"cost", "time", "rmb_first"}));
    rails->add_option("--payer", o.payer, "route: company, person or bank (default company)")
        ->check(CLI::IsMember({"company", "person", "bank"}));
    rails->add_flag("--verbose", o.verbose, "route: every way that was not chosen");
    rails->add_option("--format", o.format, "text or json")->check(CLI::IsMember({"text", "json"}));
    add_language(rails, lang);

    CLI::App* report =
        add_command(app, o, Command::report, "report", "The report again, from a run's folder",
                    "report out/longgang-maker-1 --lang zh --out report.html");
    report->add_option("run", o.files, "The run's folder")->required()->expected(1);
    report->add_option("--out", o.out, "File to write (default: report.html in the folder)");
    add_language(report, lang);

    CLI::App* serve = add_command(
        app, o, Command::serve, "serve",
        "A live run: payments come in over ZeroMQ and HTTP while simulated time passes",
        "serve scenarios/library/bank/gridlock.yaml --command tcp://127.0.0.1:5557 --pace 60");
    serve->add_option("what", o.files, "A scenario, or the folder of a live run that was cut off")
        ->required()
        ->expected(1);
    serve->add_option("--command", o.commands,
                      "Command socket (default tcp://127.0.0.1:5557 without --http)");
    serve->add_option("--http", o.http, "HOST:PORT for HTTP, such as 127.0.0.1:8057");
    serve->add_option("--pace", o.pace,
                      "Simulated seconds a second (1, 60), max, or step (only when asked)");
    serve->add_flag("--paused", o.paused, "Time stands still until somebody says resume");
    serve->add_option("--keys", o.keys,
                      "File of CURVE keys and a token; needed beyond this machine");
    serve->add_option("--publish", o.publish, "Event stream, such as tcp://127.0.0.1:5556");
    serve->add_option("--stream-format", o.stream_format, "Of its records: json or binary")
        ->check(CLI::IsMember({"json", "binary"}));
    serve->add_option("--await-subscribers", o.await_subscribers,
                      "Hold the start until N have subscribed");
    serve->add_option("--out", o.out, "Folder to write; must not exist");
    serve->add_option("--seed", seed, "Seed of the random streams");
    serve->add_option("--set", o.sets, "PATH=VALUE over the scenario, repeatable")
        ->allow_extra_args(false);
    serve->add_option("--overlay", o.overlays, "A policy overlay or a file with set:, repeatable")
        ->allow_extra_args(false);
    serve->add_option("--until", o.until, "End the period on this date");
    serve->add_option("--variant", o.variant, "A name under compare:");
    serve->add_flag("--quiet", o.quiet, "Print nothing but errors");
    add_language(serve, lang);

    CLI::App* replay = add_command(app, o, Command::replay, "replay",
                                   "Runs again from manifest and input log; digests must meet",
                                   "replay out/longgang-maker-1");
    replay->add_option("run", o.files, "The run's folder")->required()->expected(1);
    replay->add_option("--to", o.to, "Only so far: 2026-01-05T17:00:00+08:00");

    CLI::App* init = add_command(app, o, Command::init, "init",
                                 "A commented scenario to start from, which runs as it is",
                                 "init bank --out out/starter");
    init->add_option("kind", o.kind, "treasury, bank, seller or district")
        ->required()
        ->check(CLI::IsMember({"treasury", "bank", "seller", "district"}));
    init->add_option("--out", o.out, "Folder to write; must not exist (default ./KIND)");
    init->add_flag("--quiet", o.quiet, "Print nothing but errors");
    add_language(init, lang);

    CLI::App* schema = add_command(app, o, Command::schema, "schema",
                                   "JSON Schema of the input files", "schema scenario");
    schema
        ->add_option("kind", o.kind,
                     "scenario, policy, rails, rule-packs, trade-modes or wallet-tiers")
        ->check(CLI::IsMember(
            {"scenario", "policy", "rails", "rule-packs", "trade-modes", "wallet-tiers"}));

    CLI::App* version =
        add_command(app, o, Command::version, "version", "Version and build", "version --verbose");
    version->add_flag("--verbose", o.verbose, "With compiler and libraries");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error, std::cout, std::cerr);
        return {.options = std::nullopt, .exit_code = code == 0 ? 0 : 2};
    }
    if (seed) o.seed = seed_in(*seed);
    o.language = lang.empty() ? language_of_locale() : lang == "zh" ? Language::zh : Language::en;
    return {.options = std::move(o), .exit_code = 0};
}

}  // namespace rmbsim::adapters::cli
