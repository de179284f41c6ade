/* A disk and a clock that fail on command: loaded before the C library, so that all of kazi meets them, the
 * engine of its store too. A file in the folder KAZI_FAULTS switches a fault on, for files below KAZI_FAULTS_OF:
 *   sync      nothing can be put on the disk (EIO)       slow   that takes 200 ms
 *   full      nothing can be written (ENOSPC)            readonly   nothing can be changed (EROFS)
 *   clock     holds the seconds that the clock is off by, for everything
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static int open_fault(const char *fault) {
    const char *folder = getenv("KAZI_FAULTS");
    char path[4096];
    if (!folder) return -1;
    snprintf(path, sizeof path, "%s/%s", folder, fault);
    return syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
}

static int on(const char *fault) {
    int before = errno, file = open_fault(fault);
    if (file >= 0) syscall(SYS_close, file);
    errno = before;
    return file >= 0;
}

static int of_data(const char *path) {
    const char *data = getenv("KAZI_FAULTS_OF");
    return data && strncmp(path, data, strlen(data)) == 0;
}

static int file_of_data(int file) {
    char link[64], path[4096];
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = before;
    if (length < 0) return 0;
    path[length] = 0;
    return of_data(path);
}

static int refuse(int error) {
    errno = error;
    return -1;
}

static int refuses_sync(int file) {
    if (!file_of_data(file)) return 0;
    if (on("slow")) usleep(200000);
    return on("sync");
}

static int refuses_change(int file) {
    if (on("full") && file_of_data(file)) return ENOSPC;
    return on("readonly") && file_of_data(file) ? EROFS : 0;
}

static int refuses_path(const char *path) {
    return on("readonly") && of_data(path) ? EROFS : 0;
}

int fsync(int file) {
    return refuses_sync(file) ? refuse(EIO) : syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    return refuses_sync(file) ? refuse(EIO) : syscall(SYS_fdatasync, file);
}

int sync_file_range(int file, off64_t offset, off64_t bytes, unsigned flags) {
    return refuses_sync(file) ? refuse(EIO) : syscall(SYS_sync_file_range, file, offset, bytes, flags);
}

ssize_t write(int file, const void *bytes, size_t count) {
    int error = refuses_change(file);
    return error ? refuse(error) : syscall(SYS_write, file, bytes, count);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    int error = refuses_change(file);
    return error ? refuse(error) : syscall(SYS_writev, file, parts, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    int error = refuses_change(file);
    return error ? refuse(error) : syscall(SYS_pwrite64, file, bytes, count, offset);
}

int ftruncate64(int file, off64_t length) {
    int error = on("readonly") && file_of_data(file) ? EROFS : 0;
    return error ? refuse(error) : syscall(SYS_ftruncate, file, length);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    int error = flags & (O_WRONLY | O_RDWR | O_CREAT) ? refuses_path(path) : 0;
    if (!error && flags & O_CREAT && access(path, F_OK) && on("full") && of_data(path)) error = ENOSPC;
    return error ? refuse(error) : syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int mkdir(const char *path, mode_t mode) {
    int error = refuses_path(path);
    return error ? refuse(error) : syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int rename(const char *from, const char *to) {
    int error = refuses_path(from);
    return error ? refuse(error) : syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path) {
    int error = refuses_path(path);
    return error ? refuse(error) : syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int answer = syscall(SYS_clock_gettime, clock, time);
    if (answer == 0 && clock == CLOCK_REALTIME) {
        int before = errno, file = open_fault("clock");
        char text[32] = "";
        if (file >= 0) {
            if (syscall(SYS_read, file, text, sizeof text - 1) > 0) time->tv_sec += atoll(text);
            syscall(SYS_close, file);
        }
        errno = before;
    }
    return answer;
}
