/*
 * known_leaks.h - leaks of libraries that fuzzing goes on past. Included once by a target that meets them.
 */
#pragma once

/* libfyaml 0.7 loses what it had read of quoted words side by side, where they are no YAML. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfyaml";
}
