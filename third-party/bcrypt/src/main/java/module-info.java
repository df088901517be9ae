/// bcrypt for passwords, with the library that it needs, as one module.
module at.favre.lib.crypto.bcrypt {
    exports at.favre.lib.crypto.bcrypt;
}
