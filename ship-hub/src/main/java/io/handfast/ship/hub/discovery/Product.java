// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.util.List;

/**
 * What a node says about itself, for people. Nothing of it is proven, and all of it may be empty.
 *
 * @param brand who made it
 * @param model which product
 * @param type what kind of device, such as {@code EnergyManagementSystem}
 * @param serial which piece
 * @param categories 1 grid connection point hub, 2 energy management system, 3 e-mobility, 4 heating and cooling, 5
 *     inverter, 6 domestic appliance, 7 metering; others may come
 */
public record Product(String brand, String model, String type, String serial, List<Integer> categories) {
    /** Nothing said. */
    public static final Product UNKNOWN = new Product("", "", "", "", List.of());

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when a category is negative, or a text does not fit into one line
     */
    public Product {
        categories = List.copyOf(categories);
        if (categories.stream().anyMatch(category -> category < 0)) {
            throw new IllegalArgumentException("categories are not negative, got: " + categories);
        }
        for (String text : List.of(brand, model, type, serial)) {
            if (!Printable.isPrintable(text)) {
                throw new IllegalArgumentException(
                        "product data is text of one line, got: " + Printable.replaced(text));
            }
        }
    }

    /** From what a stranger sent: odd characters are replaced. */
    static Product of(String brand, String model, String type, String serial, String categories) {
        return new Product(
                Printable.replaced(brand),
                Printable.replaced(model),
                Printable.replaced(type),
                Printable.replaced(serial),
                Categories.parse(categories));
    }
}
