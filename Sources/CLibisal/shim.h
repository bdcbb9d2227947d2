#pragma once
#include <isa-l/igzip_lib.h>
#include <isa-l/crc.h>

/// Macros that are expressions do not import; these do.
enum { costreport_isal_level1_buffer = ISAL_DEF_LVL1_DEFAULT };
