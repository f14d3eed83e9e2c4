/* A delay line: a TUN device in each of two network namespaces, every packet held for the same time one way.
 *
 * delayline NETNS_A DEVICE_A NETNS_B DEVICE_B MICROSECONDS
 * Prints "up" once both devices exist, then relays until it is ended.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { SLOTS = 8192, PACKET = 1600 };

struct packet {
    int64_t due;
    ssize_t size;
    char bytes[PACKET];
};

/* A ring of packets on their way from `in` to `out`, the oldest at `first`. */
struct line {
    int in, out;
    unsigned first, used;
    struct packet *ring;
};

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int tun_in(const char *namespace, const char *name)
{
    struct ifreq request = {0};
    int space = open(namespace, O_RDONLY | O_CLOEXEC);
    if (space < 0 || setns(space, CLONE_NEWNET) != 0)
        fail(namespace);
    close(space);
    int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
    if (device < 0 || ioctl(device, TUNSETIFF, &request) != 0)
        fail("/dev/net/tun");
    return device;
}

/* Send what is due; return the nanoseconds until the next packet is, at most one second. */
static int64_t deliver(struct line *line)
{
    while (line->used > 0) {
        struct packet *packet = &line->ring[line->first];
        int64_t left = packet->due - now();
        if (left > 0)
            return left < 1000000000 ? left : 1000000000;
        if (write(line->out, packet->bytes, (size_t)packet->size) < 0 && errno == EBADFD)
            exit(0);
        line->first = (line->first + 1) % SLOTS;
        line->used--;
    }
    return 1000000000;
}

/* Take in what has arrived; a full ring drops, as a full queue on a wire does. */
static void collect(struct line *line, int64_t delay)
{
    for (;;) {
        static char dropped[PACKET];
        struct packet *packet = &line->ring[(line->first + line->used) % SLOTS];
        int room = line->used < SLOTS;
        ssize_t size = read(line->in, room ? packet->bytes : dropped, PACKET);
        if (size <= 0)
            return;
        if (room) {
            packet->size = size;
            packet->due = now() + delay;
            line->used++;
        }
    }
}

int main(int count, char **words)
{
    if (count != 6)
        return 2;
    int64_t delay = atoll(words[5]) * 1000;
    int a = tun_in(words[1], words[2]), b = tun_in(words[3], words[4]);
    struct line lines[2] = {{.in = a, .out = b}, {.in = b, .out = a}};
    for (int i = 0; i < 2; i++)
        if ((lines[i].ring = calloc(SLOTS, sizeof(struct packet))) == NULL)
            fail("memory");
    prctl(PR_SET_TIMERSLACK, 1000);
    puts("up");
    fflush(stdout);
    for (;;) {
        int64_t forth = deliver(&lines[0]), back = deliver(&lines[1]);
        int64_t wait = forth < back ? forth : back;
        struct timespec timeout = {wait / 1000000000, wait % 1000000000};
        struct pollfd ready[2] = {{.fd = a, .events = POLLIN}, {.fd = b, .events = POLLIN}};
        if (ppoll(ready, 2, &timeout, NULL) > 0)
            for (int i = 0; i < 2; i++)
                if (ready[i].revents & POLLIN)
                    collect(&lines[i], delay);
    }
}
