/* SPDX-License-Identifier: Apache-2.0 */
/* Instructions, which repeat where times do not: a benchmark runs itself under callgrind. */
#ifndef CGRID_TESTS_INSTRUCTIONS_H
#define CGRID_TESTS_INSTRUCTIONS_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What `SELF WHAT` executes within the function; negative where there is no valgrind. */
static inline double
instructions_of(const char *what, const char *function)
{
	char self[4096], command[8192], line[512];
	double count = -1;
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
	if (length <= 0)
		return -1;
	self[length] = '\0';
	snprintf(command, sizeof command,
		 "exec 2>&1; command -v valgrind >/dev/null && valgrind --tool=callgrind "
		 "--callgrind-out-file=/dev/null --toggle-collect=%s '%s' %s",
		 function, self, what);
	FILE *pipe = popen(command, "r");
	while (pipe && fgets(line, sizeof line, pipe)) {
		const char *at = strstr(line, "Collected : ");
		if (at)
			sscanf(at, "Collected : %lf", &count);
	}
	if (pipe)
		pclose(pipe);
	return count;
}

#endif
