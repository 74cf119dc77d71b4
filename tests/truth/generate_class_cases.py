#!/usr/bin/env python3
"""Writes class_cases.jsonl: what transformers' own classes count, as an independent witness.

    tests/truth/generate_class_cases.py [--type NAME]... [--out FILE]
    tests/truth/generate_class_cases.py --heads [--type NAME]... [--out FILE]

Needs torch and transformers. For every text model type that transformers knows, builds its class on
torch's meta device (no memory, no weights) from the class's default configuration and from two
varied ones (other head counts, fewer layers, other expert numbers, the head tied or not, biases
or none), and writes a line for each: the configuration, cut to what may say a shape, and how many
weights the class has, tied ones once. Types that see or hear beside a language model: the default. Facts and counts alone; tests/core/size replays them.

With --heads, class_heads.jsonl: the other classes of each type, with labels, spans or nothing at
the end, each from the first varied configuration with three labels.
"""
import argparse
import json
import os
import pathlib
import re
import sys
import warnings

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error")
warnings.filterwarnings("ignore")

import torch  # noqa: E402
import transformers  # noqa: E402
from transformers import AutoConfig  # noqa: E402
from transformers.models.auto import modeling_auto as auto  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
# What reads in both directions is served so, though it may write as well.
MAPPINGS = ({type: name for type, name in auto.MODEL_FOR_MASKED_LM_MAPPING_NAMES.items()
             if name.endswith("ForMaskedLM")},
            auto.MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES,
            auto.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES)
OTHER_HEADS = (auto.MODEL_MAPPING_NAMES, auto.MODEL_FOR_SEQUENCE_CLASSIFICATION_MAPPING_NAMES,
               auto.MODEL_FOR_TOKEN_CLASSIFICATION_MAPPING_NAMES,
               auto.MODEL_FOR_QUESTION_ANSWERING_MAPPING_NAMES,
               auto.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES, auto.MODEL_FOR_PRETRAINING_MAPPING_NAMES,
               auto.MODEL_FOR_MASKED_LM_MAPPING_NAMES)
LABELS = 3
WITH_TOWERS = auto.MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES

# What a class needs and its default leaves open.
NEEDED = {
    "bailing_hybrid": {"num_experts_per_tok": 8},
    "deepseek_v2": {"num_experts_per_tok": 6},
    "dots1": {"n_routed_experts": 64, "n_shared_experts": 2, "num_experts_per_tok": 6,
              "first_k_dense_replace": 1},
    "esm": {"vocab_size": 33, "pad_token_id": 1},
    "hunyuan_v1_dense": {"head_dim": 128},
    "hunyuan_v1_moe": {"head_dim": 128, "num_experts": 16},
    "kimi_linear": {"num_experts_per_tok": 8},
    "lfm2_moe": {"layer_types": ["conv", "conv", "full_attention"] * 10 + ["conv", "conv"]},
    "ministral": {"head_dim": 128},
    "nemotron": {"num_key_value_heads": 8},
    "qwen4_exp_text": {"indexer_budget": 2048, "indexer_compress_ratio": 4, "indexer_n_heads": 4,
                       "indexer_head_dim": 128, "indexer_kv_heads": 1,
                       "rope_parameters": {"rope_type": "default", "rope_theta": 1e7,
                                           "partial_rotary_factor": 0.25}},
}
# Members that are not varied, since the class then builds what no repository has.
UNVARIED = {
    "deepseek_v4": ("n_shared_experts", "mlp_bias"),  # it counts one shared expert and no bias
    # It has some of these biases, or none, and no repository has any.
    "deepseek_v32": ("attention_bias", "mlp_bias"),
    "glm_moe_dsa": ("attention_bias", "mlp_bias"),
    "fsmt": ("pad_token_id",),  # which says where places begin
    "mobilebert": ("num_attention_heads",),  # it rounds the width of heads down
    # It gives a head rows that have no words.
    "inkling2_text": ("vocab_size",),
    "inkling2_loop_text": ("vocab_size", "num_hidden_layers"),
    "helium": ("head_dim", "hidden_size", "num_attention_heads"),  # its output matrix is square
    "lfm2_moe": ("num_hidden_layers",),
    "marian": ("tie_word_embeddings",),
    "nemotron_h": ("mlp_bias", "use_bias", "n_shared_experts"),
    "zamba2": ("tie_word_embeddings",),  # untied, it repeats the shared blocks
}
# Buffers that a repository holds as weights; others are computed or mere zeros.
WEIGHTS = ("e_score_correction_bias", "expert_bias", "layer_scalar", "tid2eid", "balancing_biases",
           "std_bias", "std_scale")

# Classes that hold what no repository does.
LEFT_OUT = {"longcat_flash"}  # weights for the experts that are identities
BIASES_LEFT_OUT = {"nemotron_h", "nemotron_h_omni"}  # of its routers, as in the totals of its repositories

# What some rule of the program may read; no other member is written.
KEYS = set(re.findall(r"[A-Za-z_0-9]+", " ".join(
    text for file in sorted((HERE.parents[1] / "core/src/size").rglob("*.cpp"))
    for text in re.findall(r'"([^"\n]*)"', file.read_text()))))

# Of these, no count needs some.
NO_SHAPE = re.compile(
    r"_token_id$|_token$|dropout|_pdrop$|^initializer|_std$|^dtype$|^use_cache|"
    r"_act$|activation|^rope_|rope_theta|_eps$|epsilon|^pretraining_tp|_loss_|_coef|label2id|_token_index$|"
    r"^task_specific|temperature|softcap|^embedding_multiplier|residual_multiplier|logits_scaling|"
    r"attention_multiplier|^output_|^return_dict|chunk_size_feed|_range$|_factor$|^problem_type|"
    r"^is_decoder|^_|^begin_suppress|^suppress|jitter|^norm_topk|scoring_func|^forced_|_token_ids$|"
    r"^scale_|^init_|^mup|^num_beams|^mask_|^apply_spec|^use_weighted|^gate_logit|rescale|^time_step_(m|l)")
KEPT = re.compile(r"rope_ratio|hidden_act$|rope_head_dim|altup|init_pos")


def has_text_inside(type):
    return "text_config" in getattr(transformers.CONFIG_MAPPING[type], "sub_configs", {})


def class_of(type):
    if has_text_inside(type):
        return WITH_TOWERS.get(type)
    if type == "whisper":
        return "WhisperForConditionalGeneration"
    return next((mapping[type] for mapping in MAPPINGS if type in mapping), None)


def reads_text(type):
    """A text model is one whose class says that its main input is words: not what captions
    images, hears speech or takes any bytes, though it writes text."""
    return getattr(transformers, class_of(type)).main_input_name == "input_ids"


def types():
    every = {type for mapping in (*MAPPINGS, WITH_TOWERS) for type in mapping}
    return sorted(type for type in every - LEFT_OUT if class_of(type) and reads_text(type))


# The first: few layers, heads of an odd width, the head tied the other way. The second: one head
# of keys, many experts, biases.
VARIED = (
    {"num_hidden_layers": 5, "n_layer": 5, "n_layers": 5, "num_layers": 5, "encoder_layers": 3,
     "decoder_layers": 5, "num_decoder_layers": 4, "vocab_size": 1111, "intermediate_size": 700,
     "moe_intermediate_size": 96, "num_attention_heads": 6, "num_key_value_heads": 3, "head_dim": 40,
     "hidden_size": 384, "num_experts": 6, "num_local_experts": 6, "n_routed_experts": 6,
     "num_experts_per_tok": 2},
    {"num_hidden_layers": 9, "n_layer": 3, "n_layers": 3, "num_layers": 3, "encoder_layers": 2,
     "decoder_layers": 4, "num_decoder_layers": 2, "vocab_size": 999, "intermediate_size": 1280,
     "moe_intermediate_size": 160, "num_attention_heads": 8, "num_key_value_heads": 1,
     "head_dim": 32, "hidden_size": 256, "num_experts": 12, "num_local_experts": 12,
     "n_routed_experts": 12, "num_experts_per_tok": 3, "num_shared_experts": 2,
     "n_shared_experts": 2})
FLAGS = (("tie_word_embeddings",),
         ("attention_bias", "mlp_bias", "use_bias", "use_qkv_bias", "qkv_bias", "bias"))


def varied(default, changes, flags):
    """The members of a default configuration that a variation changes."""
    found = {key: value for key, value in changes.items()
             if isinstance(default.get(key), int) and not isinstance(default.get(key), bool)}
    if default.get("pad_token_id") is not None:
        found["pad_token_id"] = 0  # which has to be a row of the smaller table
    return {**found,
            **{key: not default[key] for key in flags if isinstance(default.get(key), bool)}}


def variations(type):
    """Configurations from the default to what the class still takes: fewer changes where it
    refuses more."""
    needed = NEEDED.get(type, {})
    default = transformers.CONFIG_MAPPING[type](**needed).to_dict()
    for key in UNVARIED.get(type, ()):
        default.pop(key, None)
    yield [needed]
    if has_text_inside(type):
        return  # varied as a type of its own
    layers = ("num_hidden_layers", "n_layer", "n_layers", "num_layers", "encoder_layers",
              "decoder_layers", "num_decoder_layers")
    safe = set(layers) | {"vocab_size", "num_experts", "num_local_experts", "n_routed_experts",
                          "intermediate_size", "moe_intermediate_size", "tie_word_embeddings"}
    for changes, flags in zip(VARIED, FLAGS):
        full = {**needed, **varied(default, changes, flags)}
        yield [full, {k: v for k, v in full.items() if k not in ("head_dim", "hidden_size")},
               {k: v for k, v in full.items() if k in safe or k in needed},
               {k: v for k, v in full.items() if k == "vocab_size" or k in needed}]


def cut(config):
    """What may say a shape."""
    if isinstance(config, list):
        return [cut(one) for one in config]
    if not isinstance(config, dict):
        return config
    return {key: cut(value) for key, value in config.items()
            if (KEPT.search(key) or not NO_SHAPE.search(key)) and (key in KEYS or key.isdigit())
            and value not in ({}, "")}


def count(model, type):
    """Weights, tied ones once, and those buffers that hold some."""
    stored = model.state_dict().keys() if type not in BIASES_LEFT_OUT else ()
    buffers = sum(one.numel() for name, one in model.named_buffers()
                  if name in stored and name.split(".")[-1] in WEIGHTS)
    return sum(weight.numel() for weight in model.parameters()) + buffers


def check_tie(model, config):
    """Some classes do not care what is said."""
    head, table = model.get_output_embeddings(), model.get_input_embeddings()
    is_tied = getattr(head, "weight", 1) is getattr(table, "weight", 2)
    if head is not None and is_tied != config.tie_word_embeddings:
        raise ValueError("the class ties its head as it likes")


def built(type, name, changes):
    kind = transformers.CONFIG_MAPPING[type]
    config = kind(**changes)
    with torch.device("meta"):
        model = getattr(transformers, name)(config)
    model.tie_weights()
    if "tie_word_embeddings" in changes:
        check_tie(model, config)
    text = json.loads(config.to_json_string())
    text["architectures"] = [name]
    text["model_type"] = type
    for key in NEEDED.get(type, {}):  # some are not written
        text.setdefault(key, changes[key])
    return cut(text), count(model, type)


def cases_of(type):
    name = class_of(type)
    seen = []
    for number, tries in enumerate(variations(type)):
        fault = None
        for changes in tries:
            try:
                config, params = built(type, name, changes)
            except Exception as error:  # the class refuses: fewer changes
                fault = error
                continue
            if config in seen:  # nothing could be varied
                break
            seen.append(config)
            yield {"type": type, "case": ("default", "varied 1", "varied 2")[number],
                   "params": params, "config": config}
            break
        else:
            print(f"{type}, case {number}: {name} {str(fault)[:150]!r}", file=sys.stderr)


def heads_of(type):
    """Its other classes, each once."""
    named = [mapping[type] for mapping in OTHER_HEADS if type in mapping]
    single = [name for name in named if isinstance(name, str) and name != class_of(type)]
    return sorted(set(single))


def head_cases_of(type):
    if has_text_inside(type):
        return
    changes = list(variations(type))[1]
    for name in heads_of(type):
        fault = None
        for some in changes:
            try:
                config, params = built(type, name, {**some, "num_labels": LABELS})
            except Exception as error:  # the class refuses: fewer changes
                fault = error
                continue
            yield {"type": type, "case": name, "params": params, "config": config}
            break
        else:
            print(f"{type}: {name} {str(fault)[:150]!r}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--type", action="append")
    parser.add_argument("--heads", action="store_true")
    parser.add_argument("--out", type=pathlib.Path)
    given = parser.parse_args()
    file = given.out or HERE / ("class_heads.jsonl" if given.heads else "class_cases.jsonl")
    with open(file, "w", encoding="utf-8") as out:
        for type in given.type or types():
            try:
                for case in (head_cases_of if given.heads else cases_of)(type):
                    out.write(json.dumps(case, separators=(",", ":")) + "\n")
            except Exception as error:  # a class that has no default configuration
                print(f"{type}: {str(error)[:150]!r}", file=sys.stderr)


if __name__ == "__main__":
    main()
