#include "tensor_sums.hpp"

#include "count.hpp"

namespace muster {

tensor_sums sum_tensors(const std::vector<tensor_group>& tensors, bool is_tied)
{
    count elements = 0;
    count params = 0;
    count tower = 0;
    count mtp = 0;
    for (const auto& one : tensors)
    {
        // Scales and masks are elements, too, which a total may have counted; they are no weights.
        elements += one.elements;
        if (one.role == tensor_role::mtp)
            mtp += one.params;
        else if (one.role != tensor_role::output_head || !is_tied)
            params += one.params;
        if (one.role == tensor_role::tower)
            tower += one.params;
    }
    return {elements.value(), params.value(), tower.value(), mtp.value()};
}

}  // namespace muster
