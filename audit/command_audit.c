#include <signal.h>
#include <stdio.h>

#include "audit/audit.h"
#include "audit/command.h"
#include "audit/output.h"
#include "audit/say.h"
#include "audit/targets.h"
#include "reports/baseline.h"
#include "reports/gate.h"
#include "reports/report.h"
#include "rules/private.h"

static volatile int interrupted; // the one thing that a signal may touch

static void on_signal(int number)
{
    (void)number;
    interrupted = 1;
}

/* The first signal ends the audit in order; the second one, at once. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* As told; else the practice's own; else the user's. */
static enum language language_for(const struct setting *setting, const struct practice *practice)
{
    enum language language = EN;
    const char *own = practice->languages ? practice->languages[0] : NULL;
    return !setting->options->has_language && own && language_from_code(own, &language) ? language
                                                                                        : setting_language(setting);
}

static int report(struct result *result, const struct setting *setting)
{
    gate_mark(result);
    if (!output_write(setting, result, FORMAT_HTML | FORMAT_JSON)) {
        return EXIT_INTERNAL;
    }
    output_tell(setting, result, FORMAT_HTML | FORMAT_JSON);
    if (setting->options->annotate) {
        const struct report_options options = {.language = result->language, .data_folder = setting->data};
        g_autofree char *annotations = report_annotations(result, &options);
        fputs(annotations, stdout);
    }
    return interrupted ? EXIT_INTERRUPTED : (int)gate_judge(result).status;
}

/* A decision may quote a client, as the page does. */
static void mask_decisions(struct result *result, const struct setting *setting)
{
    for (guint i = 0; !setting->options->unmasked && i < result->decisions->len; i++) {
        struct result_decision *decision = result->decisions->pdata[i];
        const struct rule *rule = pack_set_rule(setting->packs, decision->rule);
        if (rule && rule->private_words && decision->text) {
            g_autofree char *text = g_steal_pointer(&decision->text);
            decision->text = private_text(text, NULL);
        }
    }
}

static int audit_practice(const struct setting *setting, const struct practice *practice)
{
    g_autoptr(GError) error = NULL;
    if (!output_prepare(setting)) {
        return EXIT_INTERNAL;
    }
    g_autoptr(Result) baseline = setting->options->baseline ? result_read(setting->options->baseline, &error) : NULL;
    if (error) {
        say_error("%s", error->message);
        output_withdraw(setting);
        return EXIT_USAGE;
    }
    catch_signals();
    g_autoptr(Progress) progress = progress_new(setting->options->quiet ? PROGRESS_NONE : setting->options->progress);
    const struct audit audit = {
        .packs = setting->packs,
        .practice = practice,
        .options = setting->options,
        .language = language_for(setting, practice),
        .progress = progress,
        .interrupted = &interrupted,
    };
    struct result *result = audit_run(&audit, &error);
    if (!result) {
        say_error("%s", error->message);
        output_withdraw(setting);
        return EXIT_USAGE;
    }
    if (baseline) {
        baseline_apply(result, baseline);
    }
    decisions_apply(result, practice->accepted);
    mask_decisions(result, setting);
    int status = report(result, setting);
    result_free(result);
    return status;
}

int command_audit(int argc, char **argv)
{
    struct setting setting;
    int status = setting_read(&setting, TRUE, argc, argv);
    g_autoptr(GError) error = NULL;
    struct practice *practice = NULL;
    if (status == EXIT_CLEAN && !setting.options->targets[0]) {
        say_error("what shall be audited? For example: vitrine audit practice.yaml");
        status = EXIT_USAGE;
    } else if (status == EXIT_CLEAN && !(practice = targets_read(setting.options->targets, setting.packs, &error))) {
        say_problem(error->message);
        status = EXIT_USAGE;
    } else if (status == EXIT_CLEAN) {
        status = audit_practice(&setting, practice);
    }
    practice_free(practice);
    setting_clear(&setting);
    return status;
}
