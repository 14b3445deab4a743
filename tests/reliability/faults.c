/* Makes writing calls on files of the journal fail from the Nth on, as a full or dying disk does.
   FAULT_AT: which call (from 1), or 0 to count only; FAULT_ERRNO: with which error; FAULT_WHERE: a part of the path;
   FAULT_COUNT: a file that says at the end how many such calls there were. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;

static int concerns(const char *path) {
    const char *where = getenv("FAULT_WHERE");
    return where && strstr(path, where) != NULL;
}

static int concerns_file(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return concerns(path);
}

static int fails(void) {
    const char *at = getenv("FAULT_AT"), *with = getenv("FAULT_ERRNO");
    calls++;
    if (!at || !atol(at) || calls < atol(at)) return 0;
    errno = with ? atoi(with) : ENOSPC;
    return 1;
}

static void tell(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%ld", calls);
        fclose(file);
    }
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

// The program ends here, without the destructors of its libraries.
void _exit(int status) {
    static void (*real)(int);
    if (!real) real = (void (*)(int))dlsym(RTLD_NEXT, "_exit");
    tell();
    real(status);
    __builtin_unreachable();
}

ssize_t write(int fd, const void *bytes, size_t count) {
    REAL(write);
    return concerns_file(fd) && fails() ? -1 : real(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    REAL(pwrite);
    return concerns_file(fd) && fails() ? -1 : real(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    REAL(pwrite64);
    return concerns_file(fd) && fails() ? -1 : real(fd, bytes, count, at);
}
int fsync(int fd) {
    REAL(fsync);
    return concerns_file(fd) && fails() ? -1 : real(fd);
}
int fdatasync(int fd) {
    REAL(fdatasync);
    return concerns_file(fd) && fails() ? -1 : real(fd);
}
int ftruncate(int fd, off_t size) {
    REAL(ftruncate);
    return concerns_file(fd) && fails() ? -1 : real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    return concerns_file(fd) && fails() ? -1 : real(fd, size);
}
int fallocate64(int fd, int mode, off64_t at, off64_t size) {
    REAL(fallocate64);
    return concerns_file(fd) && fails() ? -1 : real(fd, mode, at, size);
}
int posix_fallocate64(int fd, off64_t at, off64_t size) {
    REAL(posix_fallocate64);
    return concerns_file(fd) && fails() ? errno : real(fd, at, size);
}
int rename(const char *from, const char *to) {
    REAL(rename);
    return (concerns(from) || concerns(to)) && fails() ? -1 : real(from, to);
}
