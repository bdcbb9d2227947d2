#pragma once
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

// What a chart keeps of the cells that it draws. The library reads numbers and texts by itself but leaves formulas out, and
// a reader that computes nothing would draw nothing: we give it all of them. The library frees the nodes with the chart.
static inline int costreport_cache(lxw_series_range *range, const char *text, double number, int is_blank)
{
    if (!range || !range->data_cache) return 0;
    lxw_series_data_point *point = calloc(1, sizeof *point);
    if (!point) return 0;
    point->number = number;
    point->no_data = is_blank != 0;
    if (text) {
        point->is_string = 1;
        point->string = strdup(text);
        range->has_string_cache = 1;
    }
    range->ignore_cache = 1;
    range->num_data_points += 1;
    STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
    return 1;
}
