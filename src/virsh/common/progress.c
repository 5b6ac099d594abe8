/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See progress.h. */
#include <pthread.h>
#include <stdio.h>

#include "virsh/common/progress.h"
#include "virsh/vsh/loop.h"

enum { TICK_MS = 500 };

struct job {
    int (*work)(void *);
    void *arg;
    int rc;
    virErrorPtr error; /* errors belong to the thread that made them */
};

void progress_show(const char *label, unsigned long long remaining, unsigned long long total)
{
    int percent = 100;

    if (total == 0)
        percent = 0;
    else if (remaining)
        percent = MIN(99, (int) (100.0 - (double) remaining * 100.0 / (double) total));
    fflush(stdout);
    fprintf(stderr, "\r%s: [%3d %%]", label, percent);
    fflush(stderr);
}

static void *job_main(void *arg)
{
    struct job *job = arg;

    job->rc = job->work(job->arg);
    if (job->rc < 0)
        job->error = virSaveLastError();
    wait_wake();
    return NULL;
}

static void job_watch(struct virsh *sh, virDomainPtr dom, const char *label)
{
    enum wait_end end;
    virDomainJobInfo info;

    while ((end = wait_for(label ? TICK_MS : -1)) != WAIT_DONE) {
        if (end == WAIT_INTERRUPT)
            virDomainAbortJob(dom);
        else if (virDomainGetJobInfo(dom, &info) == 0 && info.dataTotal)
            progress_show(label, info.dataRemaining, info.dataTotal);
    }
    virsh_forget(sh);
}

int progress_run(struct virsh *sh, virDomainPtr dom, const char *label, int (*work)(void *), void *arg)
{
    struct job job = {.work = work, .arg = arg, .rc = -1};
    pthread_t thread;

    if (!wait_begin())
        return -1;
    if (pthread_create(&thread, NULL, job_main, &job) == 0) {
        job_watch(sh, dom, label);
        pthread_join(thread, NULL);
        if (label && job.rc == 0)
            progress_show(label, 0, 1);
    }
    wait_finish();
    if (job.error) {
        virsh_forget(sh);
        sh->last_error = job.error;
    }
    return job.rc;
}
