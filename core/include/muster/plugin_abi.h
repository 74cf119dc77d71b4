/* What crosses between the host and a plugin, in plain C.
 *
 * A plugin is a shared library that exports one data symbol, `muster_source`, of type
 * muster_source_table. Only fixed-width integers and views (pointer and length) cross; no
 * exceptions, no C++ types. Text is UTF-8, not terminated by 0. An empty view is an absent value.
 * `reserved` members are 0.
 *
 * Versions: a host loads a plugin of the same major version whose minor is not above its own.
 * Structs grow only at their end: a larger `struct_size` than the reader knows is legal, a smaller
 * one is not. C++ authors use source.hpp and export_source.hpp instead.
 *
 * 1.1 changed no struct: descriptors may have "opt_in" and "names_only", which a host of 1.0 would
 * ignore. 1.2 added the end of muster_batch, `total` to muster_page, and "content_age" and "narrows" to
 * descriptors; an older host ignores them, and takes a listing for what it seems to be. 1.3 changed
 * no struct: options of descriptors may be "list" and "beside", a bool may have "sets", and there
 * is the type "ids". An older host would hand a list over as one value and ignore the others, and
 * does not know the type. Since 1.3 a host calls start() once for each of several questions, and
 * may read a page of one between two pages of another: what belongs to a page is in its URL and its
 * options. */
#ifndef MUSTER_PLUGIN_ABI_H
#define MUSTER_PLUGIN_ABI_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MUSTER_ABI_MAJOR 1
#define MUSTER_ABI_MINOR 3
#define MUSTER_SYMBOL "muster_source"

typedef struct muster_text
{
    const char* data;
    uint64_t size;
} muster_text;

/* One option of the plugin's descriptor with its value: checked by the host, defaults filled in. */
typedef struct muster_option
{
    muster_text name;
    muster_text value;
} muster_option;

typedef struct muster_options
{
    const muster_option* items;
    uint64_t count;
} muster_options;

/* Bit of muster_page.present and of muster_batch.present: `total` was published. */
#define MUSTER_HAS_TOTAL 1U

/* One complete response of status 200. Valid during the call of read(). */
typedef struct muster_page
{
    uint32_t struct_size;
    uint32_t present; /* bits; 0 before 1.2 */
    muster_text url;
    muster_text media_type;
    muster_text body;
    muster_text next; /* target of the Link header with rel="next", absolute, or empty */
    /* Since 1.2, when struct_size says so: */
    uint64_t total; /* the header X-Total-Count: how many rows there are on all pages */
} muster_page;

/* The number of elements that a repository's safetensors files hold in one dtype. */
typedef struct muster_dtype_count
{
    muster_text dtype;
    uint64_t elements;
} muster_dtype_count;

/* Bits of muster_record.present: which of the numbers were published. Other bits are reserved. */
#define MUSTER_HAS_POPULARITY 1U
#define MUSTER_HAS_SAFETENSORS_TOTAL 2U
#define MUSTER_HAS_GGUF_TOTAL 4U

/* One model as the source published it; see `record` in source.hpp for the meanings. */
typedef struct muster_record
{
    uint32_t present;
    uint32_t reserved;
    muster_text model_id;
    muster_text name;
    muster_text license;
    muster_text commit;
    muster_text gated;
    uint64_t popularity; /* the bits of an IEEE 754 binary64 */
    uint64_t safetensors_total;
    uint64_t gguf_total;
    const muster_text* tags;
    uint64_t tag_count;
    const muster_dtype_count* safetensors;
    uint64_t safetensors_count;
} muster_record;

/* A row that could not be read. */
typedef struct muster_rejection
{
    muster_text where;
    muster_text why;
} muster_rejection;

/* Bit of muster_batch.present: the service has more rows than this page and what it leads to. */
#define MUSTER_MORE_FOLLOWS 2U

/* Part of a reading: a reading may come in any number of batches, whose order is kept. Views need
 * to be valid during the call of deliver() only. Record i begins i * record_size bytes after
 * `records`. A pointer is not read when its count is 0. */
typedef struct muster_batch
{
    uint32_t struct_size;
    uint32_t record_size;
    const muster_record* records;
    uint64_t record_count;
    const muster_rejection* rejections;
    uint64_t rejection_count;
    const muster_text* follow; /* URLs to get next, in this order */
    uint64_t follow_count;
    /* Since 1.2, when struct_size says so; see `reading` in source.hpp. Of several batches the last
     * total counts, the newest dates, and the sum of skipped rows. Behind the newest date the ones
     * before it may follow, divided by commas, for the case that it is still to come. */
    uint32_t present; /* MUSTER_HAS_TOTAL, MUSTER_MORE_FOLLOWS; other bits are reserved */
    uint32_t reserved;
    uint64_t total;
    uint64_t skipped;
    muster_text content_date;
} muster_batch;

/* Where a plugin delivers what it read. Valid during the call that received it, on its thread. */
typedef struct muster_sink
{
    uint32_t struct_size;
    uint32_t reserved;
    void* context;
    /* Returns 0, or another value when the host wants no more of this reading. */
    int32_t (*deliver)(void* context, const muster_batch* batch);
    /* Says what is wrong, in a sentence. To be called at most once, before an error is returned. */
    void (*fail)(void* context, muster_text sentence);
} muster_sink;

/* Return values of start and read. Any other value counts as MUSTER_FAULT. */
#define MUSTER_OK 0       /* everything was delivered */
#define MUSTER_BAD_PAGE 1 /* the page is not what this source publishes */
#define MUSTER_FAULT 2    /* the plugin itself failed */

typedef struct muster_source_table
{
    uint32_t struct_size;
    uint16_t abi_major;
    uint16_t abi_minor;     /* the lowest minor version of the host that suffices */
    muster_text descriptor; /* JSON: name, source, version, origins, options */

    /* Delivers the URLs to begin with, as `follow`. */
    int32_t (*start)(const muster_options* options, const muster_sink* sink);

    /* Delivers the records of a page. The same page and options always give the same reading. */
    int32_t (*read
    )(const muster_page* page, const muster_options* options, const muster_sink* sink);
} muster_source_table;

#ifdef __cplusplus
}
#endif

#endif
