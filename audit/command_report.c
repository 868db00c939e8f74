#include "audit/command.h"
#include "audit/output.h"
#include "audit/say.h"
#include "reports/result.h"

static int report_again(const struct setting *setting)
{
    g_autoptr(GError) error = NULL;
    const char *const *targets = (const char *const *)setting->options->targets;
    if (!targets[0] || targets[1]) {
        say_error("name one result: vitrine report vitrine-report/result.json --lang fr");
        return EXIT_USAGE;
    }
    g_autoptr(Result) result = result_read(targets[0], &error);
    if (!result) {
        say_error("%s", error->message);
        return EXIT_USAGE;
    }
    if (setting->options->has_language) {
        result->language = setting->options->language;
    }
    if (!output_prepare(setting) || !output_write(setting, result, FORMAT_HTML)) {
        return EXIT_INTERNAL;
    }
    output_tell(setting, result, FORMAT_HTML);
    return EXIT_CLEAN;
}

int command_report(int argc, char **argv)
{
    struct setting setting;
    int status = setting_read(&setting, TRUE, argc, argv);
    if (status == EXIT_CLEAN) {
        status = report_again(&setting);
    }
    setting_clear(&setting);
    return status;
}
